import { existsSync } from 'node:fs'

/** The checks besides the tests. Each is one program that exits with 0 when all is well. */
export type Gate = { name: string; script: string; args: string[] }

/** Compiler state kept between runs, so that only what changed is checked again. */
const state = (name: string) => [
  '--incremental',
  '--tsBuildInfoFile',
  `node_modules/.cache/tamaru/${name}.tsbuildinfo`,
]

const TSC = 'node_modules/typescript/bin/tsc'

const ALL: Gate[] = [
  { name: 'types', script: TSC, args: ['--noEmit', ...state('all')] },
  {
    name: 'types of the rules (no Node, no DOM)',
    script: TSC,
    args: ['--noEmit', '-p', 'src/rules', ...state('rules')],
  },
  {
    name: 'types of the web (DOM, no Node)',
    script: TSC,
    args: ['--noEmit', '-p', 'src/web', ...state('web')],
  },
  {
    name: 'format and lint (biome)',
    script: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=200'],
  },
  { name: 'nothing unused (knip)', script: 'node_modules/knip/bin/knip.js', args: [] },
  {
    name: 'imports one way (dependency-cruiser)',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--output-type', 'err', 'src', 'tests', 'tools'],
  },
]

export const GATES = ALL.filter(({ args }) => !args.includes('src/web') || existsSync('src/web'))
