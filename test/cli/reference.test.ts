// The commands that show what is known: tables that fit, sentences in both languages, JSON, exit codes, completion.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { run as app } from '../../src/cli/commands/app.ts'
import { run as apps } from '../../src/cli/commands/apps.ts'
import { run as policies } from '../../src/cli/commands/policies.ts'
import { run as provider } from '../../src/cli/commands/provider.ts'
import { run as providers } from '../../src/cli/commands/providers.ts'
import { letters, openingWords } from '../../src/cli/render/opening.ts'
import { renderTable } from '../../src/cli/render/table.ts'
import type { CommandRun, OptionValues } from '../../src/cli/spec.ts'
import { columns, terminalOn } from '../../src/cli/terminal.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { Lang } from '../../src/model/lang.ts'
import { textIn } from '../../src/text/index.ts'
import { listProviders } from '../../src/uses/providers.ts'
import { sesame } from './spawn.ts'

const ON = '2026-11-22'

/** A command on a terminal of a given width, and what it wrote. */
async function shown(
  run: CommandRun,
  args: readonly string[],
  width: number,
  lang: Lang,
  options: OptionValues = { on: ON },
): Promise<string> {
  let written = ''
  const stream = { isTTY: false, columns: width, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream
  const out = terminalOn(stream, {})
  const err = terminalOn({ columns: width, write: () => true } as unknown as NodeJS.WriteStream, {})
  const table = { commands: [], common: [], network: [] }
  await run({ args, options, table, lang, text: textIn(lang), json: options.json === true, out, err, signal: new AbortController().signal })
  return written
}

describe('on the terminal', () => {
  for (const lang of ['en', 'fr'] as const)
    for (const width of [60, 80, 100])
      it(`no line of any list or page is wider than ${width} columns, in ${lang}`, async () => {
        const { providers: all, clients } = loadKnowledge()
        const texts = [await shown(providers, [], width, lang), await shown(apps, [], width, lang), await shown(policies, [], width, lang)]
        for (const { id } of all) texts.push(await shown(provider, [id], width, lang))
        for (const { id } of clients) texts.push(await shown(app, [id], width, lang))
        // A word that cannot be broken, an address above all, stands alone.
        for (const text of texts)
          for (const line of text.split('\n')) assert.ok(columns(line) <= width || line.trim().split(' ').length <= 2, line)
      })

  it('is one line a provider at 80 columns, a short paragraph at 60', async () => {
    const wide = await shown(providers, [], 80, 'en')
    assert.equal(wide.trimEnd().split('\n').length, loadKnowledge().providers.length + 1)
    assert.match(wide, /^m365 +Microsoft 365 +work +O +O +Oap +2026-12-31 +\d{4}-\d{2}-\d{2}/m)
    const narrow = await shown(providers, [], 60, 'fr')
    assert.match(narrow, /^m365 Microsoft 365\n {2}genre\u00a0travail · IMAP\u00a0O/m)
  })

  it('has a heading for all that a provider’s file says, and no empty one', async () => {
    const text = await shown(provider, ['icloud'], 80, 'fr')
    for (const heading of ['Ce qui ouvre la boîte', 'Mot de passe d’application', 'OAuth', 'Limites', 'Bon à savoir', 'Sources'])
      assert.match(text, new RegExp(`^${heading}`, 'm'))
    assert.match(text.replace(/\n */g, ' '), /IMAP\u00a0 mot de passe d’application ou OAuth dans certains cas, depuis le 30 octobre 2025/)
    assert.match(text, /POP\u00a0\u00a0 non proposé/)
    assert.doesNotMatch(text, /undefined|\[object/)
  })

  it('letters and words say the same', () => {
    for (const { openings } of listProviders({ now: ON }).entries)
      for (const opening of openings)
        for (const lang of ['en', 'fr'] as const) {
          const words = openingWords(textIn(lang), opening)
          assert.equal(letters(textIn(lang), opening) === '–', words === textIn(lang).known.notOffered)
        }
  })

  it('cuts what may be cut, never the first column, and is not driven by what it shows', () => {
    let written = ''
    const out = terminalOn({ columns: 40, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream, {})
    renderTable(
      out,
      [{ title: 'id' }, { title: 'name', shrinksTo: 8 }],
      [['a-long-identifier-indeed', '\u001b[2J 中文 and more than fits']],
    )
    assert.match(written, /^a-long-identifier-indeed {1,2}\S.*…$/m)
    assert.ok(!written.includes('\u001b'))
    assert.ok(written.split('\n').every((line) => columns(line) <= 40))
  })
})

describe('as a program', () => {
  it('gives JSON in the language asked for, and the shape that docs/json.md promises', async () => {
    const list = JSON.parse(await shown(providers, [], 80, 'fr', { on: ON, json: true })) as {
      date: string
      providers: Record<string, unknown>[]
    }
    assert.equal(list.date, ON)
    for (const row of list.providers)
      assert.deepEqual(Object.keys(row), ['id', 'name', 'kind', 'family', 'opens', 'next', 'checked', 'unverified'])
    const one = JSON.parse(await shown(provider, ['icloud'], 80, 'fr', { on: ON, json: true })) as {
      provider: { appPassword: { name: string } }
    }
    assert.equal(one.provider.appPassword.name, 'mot de passe pour application')
    const { policies: changes } = JSON.parse(await shown(policies, [], 80, 'en', { on: ON, json: true })) as {
      policies: { what: string }[]
    }
    assert.ok(changes.every((change) => typeof change.what === 'string'))
  })

  it('ends with 0 when something is known, 3 when nothing is, 2 for wrong usage, and suggests the near name', async () => {
    const runs: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['provider', 'claire@gmial.com', '--on', ON], 3, /Nothing is known as “claire@gmial\.com”.*Did you mean: gmail\.com\?/],
      [['provider', 'iclod'], 3, /Did you mean: icloud\?/],
      [['provider', 'zzzzzzzz'], 3, /sesame providers/],
      [['app', 'thunderbrid'], 3, /Did you mean: thunderbird\?/],
      [['providers', '--search', 'zzzzzzzz'], 3, /0 of/],
      [['policies', '--since', '2090'], 3, /^$/],
      [['policies', '--until', 'soon'], 2, /--until cannot be “soon”/],
      [['policies', '--provider', 'nobody-at-all'], 2, /No provider is known/],
      [['policies', '--provider', 'gmial'], 2, /Did you mean: gmail\?/],
      [['provider'], 2, /missing/],
      [['providers', '--kind', 'bank'], 2, /consumer, work, isp, hosting, panel/],
      [['provider', 'marie@hotmail.fr'], 0, /^$/],
      [['app', 'iPhone'], 0, /^$/],
    ]
    for (const [args, code, sentence] of runs) {
      const ran = await sesame(args)
      assert.equal(ran.code, code, args.join(' '))
      assert.match(ran.stderr.replace(/\s+/g, ' ').trim(), sentence)
    }
  })

  it('completes ids in bash', async () => {
    const { stdout } = await sesame(['completion', 'bash'])
    const complete = (words: readonly string[]) => {
      const script = `${stdout}\nCOMP_WORDS=(sesame ${words.join(' ')}); COMP_CWORD=${words.length}; _sesame; printf '%s\\n' "\${COMPREPLY[@]}"`
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n')
    }
    assert.deepEqual(complete(['provider', 'iclo']), ['icloud'])
    assert.deepEqual(complete(['app', 'thunderbird-']), ['thunderbird-android'])
    assert.deepEqual(complete(['guide', 'auth.basic']), ['auth.basic_disabled'])
    assert.deepEqual(complete(['policies', '--provider', 'icl']), ['icloud'])
    assert.deepEqual(complete(['doctor', 'a@b.example', '--app', 'outlook-n']), ['outlook-new'])
  })
})
