import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, the longest first: started last, one would be waited for alone. */
const LONGEST: readonly RegExp[] = [
  /tests\/web\/\w+\/sweep\./,
  /tests\/web\/seller\/(inventory|finding|bulk|windows)\./,
  /tests\/(database\/embedded|web\/console\/frame|replay\/replay)\./,
  /tests\/web\//,
  /tests\/(faults|start|cli)\//,
]

/** The longest files first, also where vitest remembers no run that would tell. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((pattern) => pattern.test(moduleId))
      return at === -1 ? LONGEST.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
