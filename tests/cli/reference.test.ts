import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { buildProgram } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { inProcess } from './tamaru.ts'

const PAGE = new URL('../../docs/reference/cli.md', import.meta.url)
const page = await readFile(PAGE, 'utf8')

/** Every command that does something, by its full name. */
function leaves(command: Command, path: readonly string[] = []): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path.join(' '), command]]
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]))
}

const terminal = { language: 'en', write: async () => {} } as unknown as Terminal
const commands = leaves(buildProgram(terminal))
const sectionOf = (name: string) => page.split(/^## /m).find((text) => text.startsWith(`${name}\n`))

test('docs/reference/cli.md has a section for every command, and for no other', () => {
  const titles = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
  expect(titles.toSorted()).toEqual(commands.map(([name]) => name).toSorted())
})

test.each(commands)('the section of "%s" names every option', (name, command) => {
  const section = sectionOf(name)
  for (const { long } of command.options) expect(section).toContain(long)
})

test('its examples are what the program prints', async () => {
  const examples = [...page.matchAll(/^\$ tamaru (.+)\n(.+)$/gm)]
  expect(examples).toHaveLength(2)
  for (const [, args = '', printed = ''] of examples) {
    const { stdout } = await inProcess(args.split(' '))
    const [start = ''] = printed.split('…')
    expect(stdout.trimEnd().startsWith(start)).toBe(true)
  }
})

test('help describes every option in both languages', () => {
  const japanese = leaves(buildProgram({ ...terminal, language: 'ja' }))
  for (const [index, [name, command]] of commands.entries()) {
    expect(command.description(), name).not.toBe('')
    expect(japanese[index]?.[1].description(), name).not.toBe(command.description())
    for (const [at, option] of command.options.entries()) {
      const other = japanese[index]?.[1].options[at]?.description
      expect(other, `${name} ${option.long}`).not.toBe(option.description)
    }
  }
})
