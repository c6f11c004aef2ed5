// The doctor with a token that servers refuse: what the token says of itself names the cause.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { doctor } from '../../src/uses/doctor.ts'

const jwt = (payload: object) =>
  [{ alg: 'RS256', typ: 'JWT' }, payload, 'x'].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
const GOOD = { aud: 'https://outlook.office.com', scp: 'IMAP.AccessAsUser.All SMTP.Send', upn: 'marie@contoso.example', exp: 4_000_000_000 }
const FAULTS = {
  'oauth.wrong_scope': { aud: 'https://graph.microsoft.com', scp: 'Mail.ReadWrite' },
  'oauth.account_mismatch': { upn: 'paul@contoso.example' },
  'oauth.token_expired': { exp: 1_600_000_000 },
}

describe('a refused token', () => {
  for (const [cause, fault] of Object.entries(FAULTS)) {
    test(cause, async () => {
      const token = jwt({ ...GOOD, ...fault })
      const result = await doctor(
        {
          ...{ address: 'marie@contoso.example', messages: [], tells: [], secretKind: 'oauth', secret: new Secret(token) },
          ...{ flags: {}, lab: true, env: {}, offline: false, lang: 'en', signal: new AbortController().signal },
        },
        () => {},
      )
      assert.equal(result.diagnosis.causes[0]?.id, cause, JSON.stringify(result.diagnosis.causes.slice(0, 3)))
      assert.ok(!JSON.stringify(result.saved).includes(token))
    })
  }
})
