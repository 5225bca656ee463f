import type { Engine } from '../engine.ts'
import { workOff } from '../processing/work.ts'
import { FEEDS } from './feed.ts'
import { processFeed } from './process.ts'

/** Feeds that one process is at, at the same time. */
const LANES = 2

/** Processes every feed that waits, and those that another process left when it was killed. */
export const processFeeds = (engine: Engine): Promise<void> =>
  workOff(engine, FEEDS, LANES, (key) => processFeed(engine, key))
