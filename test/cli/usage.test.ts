// Help, wrong usage and language of the command line.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { listed } from '../../src/cli/families.ts'
import { commandHelp } from '../../src/cli/help.ts'
import type { CommandSpec } from '../../src/cli/spec.ts'
import { COMMANDS } from '../../src/cli/table.ts'
import { terminalOn } from '../../src/cli/terminal.ts'
import type { Lang } from '../../src/model/lang.ts'
import { textIn } from '../../src/text/index.ts'
import { sesame } from './spawn.ts'

const ESCAPE = /\p{Cc}\[/u

describe('the command line explains itself', () => {
  it('lists every command in both languages', async () => {
    for (const lang of ['en', 'fr'] as const) {
      const { code, stdout } = await sesame(['--help', '--lang', lang])
      assert.equal(code, 0)
      for (const { name, about } of listed(COMMANDS)) assert.ok(stdout.replace(/\s+/g, ' ').includes(about[lang]), `${name} in ${lang}`)
    }
  })

  it('helps with each command, with its options and examples, in both languages', async () => {
    const helped = (command: CommandSpec, lang: Lang) => {
      let said = ''
      const write = (part: string) => {
        said += part
        return true
      }
      commandHelp(terminalOn({ write } as NodeJS.WriteStream, {}), textIn(lang), command)
      return said
    }
    for (const command of COMMANDS)
      for (const lang of ['en', 'fr'] as const) {
        const said = helped(command, lang)
        for (const option of command.options) assert.ok(said.includes(`--${option.name}`), `${command.name} --${option.name}`)
        for (const example of command.examples) assert.ok(said.includes(example.line), example.line)
      }
    // Commands of one word and of two, as a person asks.
    for (const name of ['doctor', 'vault init']) {
      const { code, stdout } = await sesame([...name.split(' '), '--help'])
      assert.equal(code, 0)
      assert.equal(stdout, helped(COMMANDS.find((command) => command.name === name)!, 'en'))
    }
  })

  it('follows the environment’s language and lets --lang win', async () => {
    assert.match((await sesame(['--help'], { env: { LANG: 'fr_FR.UTF-8' } })).stdout, /Remet une boîte/)
    assert.match((await sesame(['--help'], { env: { LC_ALL: 'C', LANG: 'fr_FR.UTF-8' } })).stdout, /Gets a mailbox/)
    assert.match((await sesame(['--help', '--lang=en'], { env: { LANG: 'fr_FR.UTF-8' } })).stdout, /Gets a mailbox/)
  })

  it('is plain when it is not a terminal, and coloured when forced', async () => {
    assert.doesNotMatch((await sesame(['--help'])).stdout, ESCAPE)
    assert.match((await sesame(['--help'], { env: { FORCE_COLOR: '1' } })).stdout, ESCAPE)
    assert.doesNotMatch((await sesame(['--help'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout, ESCAPE)
  })
})

describe('wrong usage ends with 2 and one clear sentence', () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['docter', 'a@b.example'], /“docter” is not a command\. Did you mean doctor\?/],
    [['doctor'], /ADDRESS is missing/],
    [['doctor', 'a@b.example', '--ap', 'x'], /--ap is not an option here\. Did you mean --app\?/],
    [['doctor', 'a@b.example', '--app'], /--app needs a value/],
    [['due', '--ics', '--lang', 'en'], /--ics needs a value/],
    [['doctor', 'a@b.example', 'wrong', 'password'], /one word too many/],
    [['doctor', 'a@b.example', '--protocol', 'ftp'], /--protocol cannot be “ftp”.*imap, pop3, smtp/s],
    [['doctor', 'marie', '--offline'], /“marie” is not an e-mail address/],
    [['doctor', 'marie@', '--offline'], /not an e-mail address/],
    [['doctor', 'a b@icloud.com', '--offline'], /not an e-mail address/],
    [['identify', 'x@y..example', '--offline'], /not an e-mail address/],
    [['sheet', 'app-password', 'add', 'a@b.example'], /--label is missing/],
    [['probe', 'ftp://host.example'], /not a mail server/],
    [['probe', 'host.example:99999'], /not a mail server/],
    [['guide', 'auth.wrong_pasword'], /is not a cause\. .*Did you mean: auth\.wrong_password\?/],
    [['guide', 'auth.wrong_password', '--provider', 'nobody-knows'], /No provider is known/],
    [['completion', 'tcsh'], /bash, zsh, fish/],
    [['diagnose', '/nonexistent/case.json'], /cannot be read \(ENOENT\)/],
    [['doctor', 'a@icloud.com', '--dns', 'nonsense'], /network settings cannot be used/],
    [['doctor', 'a@icloud.com', '--now', 'yesterday'], /network settings cannot be used/],
  ]
  for (const [args, sentence] of wrong)
    it(args.join(' '), async () => {
      const { code, stderr, stdout } = await sesame(args)
      assert.match(stderr.replace(/\s+/g, ' '), sentence)
      assert.equal(code, 2)
      assert.equal(stdout, '')
    })

  it('answers --json with the error as an object', async () => {
    const { code, stdout } = await sesame(['doctor', 'marie', '--json', '--offline'])
    assert.equal(code, 2)
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'address-invalid')
  })
})

describe('completion', () => {
  it('is a script that bash accepts and that completes commands, options and choices', async () => {
    const { code, stdout } = await sesame(['completion', 'bash'])
    assert.equal(code, 0)
    const complete = (words: readonly string[]) => {
      const script = `${stdout}\nCOMP_WORDS=(sesame ${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length}; _sesame; printf '%s\\n' "\${COMPREPLY[@]}"`
      const ran = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
      assert.equal(ran.stderr, '')
      return ran.stdout.trim().split('\n')
    }
    assert.deepEqual(complete(['doc']), ['doctor'])
    assert.deepEqual(complete(['doctor', '--protocol', 'p']), ['pop3'])
    assert.ok(complete(['doctor', '--sec']).includes('--secret-kind'))
  })

  it('knows zsh and fish', async () => {
    assert.match((await sesame(['completion', 'zsh'])).stdout, /bashcompinit/)
    assert.match((await sesame(['completion', 'fish', '--lang', 'fr'])).stdout, /complete -c sesame .*-a doctor -d 'trouver la vraie cause/)
  })
})
