// What the tests of the rules share: faulty and sound folders, and the check that a fault is shown where it stands.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RULES } from '../../src/knowledge/rules/index.ts'
import { CAUSE, CLIENT, HEAD, markdown, PROVIDER, printedOf } from './folder.ts'

export const P = 'providers/example.yaml'
export const provider = (from: string, to: string, text = PROVIDER) => {
  assert.ok(text.includes(from), from)
  return { [P]: text.replace(from, () => to) }
}
export const plus = (more: string, text = PROVIDER) => ({ [P]: `${text}${more}` })
export const policy = (more: string) => ({
  [P]: PROVIDER,
  'policies.yaml': `${HEAD}policies:\n  - { id: a, date: "2026-12-31", providers: [example], what: { en: "It ends.", fr: "Cela prend fin." }, ${more} }\n`,
})
export const reply = (more: string) => ({
  'replies/x.yaml': `${HEAD}replies:\n  - { id: a, protocols: [imap], match: ['x'], says: { en: "No.", fr: "Non." }, ${more} }\n`,
})
export const both = (en: string, fr: string, front = 'cause: net.dns') => ({
  'procedures/net.dns/general.en.md': markdown(front, en),
  'procedures/net.dns/general.fr.md': markdown(front, fr),
})
export const say = (en: string, fr = 'Attendez.') => both(`# T\n\n1. ${en}\n`, `# T\n\n1. ${fr}\n`)
export const cause = (when: string) => ({
  [P]: PROVIDER,
  'clients/app.yaml': CLIENT,
  'causes/net.dns.yaml': CAUSE.replace('{ policy.password: refused, secret: [password] }', when),
})
export const appPassword = (more: string) =>
  plus(
    `appPassword: { name: { en: "code", fr: "code" }, path: { en: "Menu", fr: "Menu" }, separators: strip, needsTwoFactor: false, killedBy: [], ${more} }\n`,
  )

export type Files = Readonly<Record<string, string>>
export interface Case {
  readonly faulty: Files
  /** `file:line:column`, then what the message says. */
  readonly at: string
  readonly says: RegExp
  readonly sound: Files
  readonly complete?: true
}

export const printed = (files: Files, complete = false) => printedOf(files, { complete, today: '2026-11-22' })

export const ruleOfLine = (line: string): string | undefined => line.split(' ')[1]

/** Each rule catches every faulty folder at its place, and lets the sound one pass. */
export function testRules(cases: Readonly<Record<string, readonly Case[]>>): void {
  for (const [name, list] of Object.entries(cases)) {
    describe(name, () => {
      it('is a rule with a reason of one sentence', () =>
        assert.match(RULES.find((rule) => rule.name === name)?.why ?? '', /^\p{Lu}[^\n]{20,}\.$/u))
      for (const [i, { faulty, at, says, sound, complete }] of list.entries()) {
        it(`catches fault ${i + 1} where it stands: ${says.source}`, () => {
          const found = printed(faulty, complete)
          assert.ok(
            found.some((line) => line.startsWith(`${at} ${name} `) && says.test(line)),
            `wanted ${at} ${name}, got:\n${found.join('\n')}`,
          )
          // Of complete knowledge a small folder is never: there only this fault must be gone.
          const left = printed(sound, complete).filter(
            (line) => (ruleOfLine(line) === name && (!complete || says.test(line))) || ruleOfLine(line) === 'shape',
          )
          assert.deepEqual(left, [])
        })
      }
    })
  }
}
