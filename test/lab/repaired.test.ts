// The mailboxes that work are proved to work: a message to oneself goes out by each and is seen to arrive, as after a repair.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { loadLab } from '../../src/lab/load.ts'
import type { SecretKind } from '../../src/model/case.ts'
import { Secret } from '../../src/model/secret.ts'
import { verify } from '../../src/sesame.ts'

const KINDS = ['password', 'app-password', 'oauth'] as const
const sound = loadLab().providers.flatMap((p) =>
  p.domains.flatMap((d) => d.accounts.filter((a) => a.expect?.outcome === 'works').map((a) => ({ ...a, provider: p.id }))),
)

describe('a message to oneself proves each mailbox that works', { concurrency: 4 }, () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  for (const { address, secrets, secretShown, provider } of sound)
    it(`${address} (${provider})`, async () => {
      const secret = secretShown === 'none' ? undefined : secrets[secretShown]
      assert.ok(secret)
      const kind = KINDS.find((k) => k === secretShown) as SecretKind | undefined
      const result = await verify(
        {
          what: address,
          secret: new Secret(secret),
          secretKind: kind,
          waitMs: 60_000,
          lang: 'en',
          signal: new AbortController().signal,
          flags: lab.network,
          lab: false,
          env: {},
        },
        () => {},
      )
      assert.equal(result.verdict, 'mended', JSON.stringify([result.notSent, result.changes]))
      assert.ok(result.message, 'nothing was sent')
    })
})
