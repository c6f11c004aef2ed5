// A throw-away folder of knowledge for a test: files by path, gone when the test ends.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { printProblem } from '../../src/knowledge/problem.ts'
import { type ValidateOptions, validate } from '../../src/knowledge/validate.ts'

export function withFolder<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'sesame-knowledge-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return use(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** The problems as printed, with the folder's own path taken off. */
export function printedOf(files: Readonly<Record<string, string>>, options: ValidateOptions = {}): readonly string[] {
  return withFolder(files, (root) => validate(root, options).problems.map((p) => printProblem(p).replaceAll(`${root}/`, '')))
}

/** The same without the names of the rules: for tests of place and message. */
export function problemsOf(files: Readonly<Record<string, string>>, complete = false): readonly string[] {
  return printedOf(files, { complete }).map((line) => line.replace(/^(\S+:\d+:\d+) [a-z-]+ /, '$1 '))
}

export const HEAD = 'checked: "2026-11-21"\nsources: ["https://example.org/page"]\n'

export const PROVIDER = `name: Example Mail
operator: Example
kind: consumer
accountType: personal
family: example
slugs: [example_mail]
domains: [example.com]
recognise:
  mx: ['(^|\\.)mx\\.example\\.com$']
servers:
  - { protocol: imap, host: imap.example.com, port: 993, security: tls, username: full-address }
auth:
  - { protocols: [imap], until: "2024-01-01", password: accepted, appPassword: refused, oauth: refused, sources: ["https://example.org/page"] }
  - { protocols: [imap], since: "2024-01-01", password: refused, appPassword: refused, oauth: accepted, sources: ["https://example.org/page"] }
${HEAD}`

export const CLIENT = `name: { en: "Example app", fr: "Appli d’exemple" }
names: [example, /^example (\\d+)$/]
kind: app
platform: [windows]
oauth: []
${HEAD}`

export const CAUSE = `title: { en: "Passwords are off", fr: "Mots de passe refusés" }
sentence: { en: "{provider} takes no password.", fr: "{provider} ne prend plus de mot de passe." }
fix: use-oauth
fixTitle: { en: "Use OAuth", fr: "Utiliser OAuth" }
prior: uncommon
evidence:
  - when: { policy.password: refused, secret: [password] }
    weight: strong
    because: { en: "No password.", fr: "Aucun mot de passe." }
${HEAD}`

/** A procedure or task, its front matter without head lines. */
export const markdown = (front: string, body: string): string => `---\n${front}\n${HEAD}---\n${body}`
