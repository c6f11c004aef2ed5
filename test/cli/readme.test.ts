// The README and the manual page say what the program does: their lists come from the table, their commands run.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { COMMANDS } from '../../src/cli/table.ts'
import { sesame } from './spawn.ts'

/** The sources: `dist/` or any other build folder lies in them. */
const ROOT = fileURLToPath(new URL(import.meta.url.includes('/.cache/') ? '../../../../' : '../../../', import.meta.url))
const BUILD = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** Words of a shell line, quotes taken off. */
const words = (line: string) =>
  [...line.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(([, quoted, bare]) => quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')

describe('README', () => {
  it('and manual page are up to date with the command table and the situations', () => {
    const ran = spawnSync(process.execPath, [join(ROOT, 'scripts/readme.mjs'), '--check', '--dist', BUILD], { encoding: 'utf8' })
    assert.equal(ran.stderr, '')
    assert.equal(ran.status, 0)
  })

  it('opens with two commands: the main job on the lab, and the tests', async () => {
    const [first = '', second = ''] = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block?.trim() ?? '')
    assert.equal(second, 'npm test')
    const [program, ...args] = words(first)
    assert.equal(program, './sesame')
    const { code, stdout } = await sesame(args)
    assert.equal(code, 1)
    assert.match(stdout, /auth\.app_password_required/)
  })

  it('names no option or command that does not exist', () => {
    const options = new Set(COMMANDS.flatMap((c) => c.options.map((o) => o.name)))
    for (const [, command] of readme.matchAll(/\.\/sesame ([a-z]+)/g))
      assert.ok(
        COMMANDS.some((c) => c.name.split(' ')[0] === command),
        command,
      )
    for (const [, option = ''] of readme.matchAll(/ --([a-z-]+)/g))
      assert.ok(
        options.has(option) || ['lang', 'json', 'help', 'dns', 'connect-to', 'cacert', 'proxy', 'now', 'lab'].includes(option),
        option,
      )
  })
})
