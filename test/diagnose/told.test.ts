// What people tell in their own words, in five languages, points to its cause; the same circumstances without it do not.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose } from '../../src/diagnose/index.ts'
import type { Case } from '../../src/model/case.ts'
import { parentCause } from '../../src/model/cause.ts'
import { realKnowledge } from './world.ts'

/** The circumstances, the words, and what they point to. */
type Told = readonly [given: Omit<Case, 'id'>, words: string, cause: string]

const own = { date: '2025-05', provider: 'self_hosted', protocol: 'imap', auth_method_used: 'password' } as const
const silent = { ...own, evidence: ['Connection timed out'] }
const refused = { ...own, evidence: ['NO [AUTHENTICATIONFAILED] Authentication failed.'] }
const google = { date: '2025-05', provider: 'gmail', client: 'imapflow', protocol: 'imap', auth_method_used: 'oauth2' } as const

const TOLD: readonly Told[] = [
  [silent, 'fail2ban on the server lists our address', 'net.ip_blocked'],
  [silent, 'mon adresse IP est bannie par le serveur', 'net.ip_blocked'],
  [silent, 'the operator blocks outgoing port 587', 'net.port_blocked'],
  [silent, 'Port 587 ist gesperrt', 'net.port_blocked'],
  [silent, 'over IPv4 it works at once, IPv6 is dead', 'other'],
  [silent, 'nothing resolves since the Pi-hole was put in', 'net.dns'],
  [silent, 'il server è in manutenzione, disservizio da ieri', 'server.outage'],
  [refused, 'with the full address it works', 'auth.username_form'],
  [refused, 'con la dirección completa funciona', 'auth.username_form'],
  [refused, 'the web page wants a captcha before the inbox opens', 'auth.account_verification'],
  [refused, 'NTLM is chosen in the settings', 'auth.mechanism_mismatch'],
  [{ ...refused, account_type: 'work' }, 'our IT has closed IMAP for all users', 'auth.protocol_disabled_admin'],
  [{ ...own, evidence: [] }, 'das Postfach ist voll', 'quota.mailbox_full'],
  [{ ...own, evidence: [] }, 'Windows zeigt das Jahr: der Rechner zeigt Mai 2012 an', 'tls.clock_skew'],
  [google, 'picked the wrong account: signed in with the wife’s account', 'oauth.account_mismatch'],
  [google, 'the token was granted with gmail.readonly', 'oauth.wrong_scope'],
  [google, 'the Google project stays in testing', 'oauth.app_misconfigured'],
]

const causesOf = (given: Omit<Case, 'id'>, facts: readonly string[]) =>
  diagnose(realKnowledge(), { ...given, id: 'told', facts: [...facts] }).causes
const likely = (given: Omit<Case, 'id'>, facts: readonly string[], cause: string) =>
  causesOf(given, facts).find(({ id }) => parentCause(id) === cause)!.probability

describe('told in free words', () => {
  for (const [given, words, cause] of TOLD) {
    it(`“${words}” is ${cause}`, () => assert.equal(parentCause(causesOf(given, [words])[0]!.id), cause))
  }

  it('is much less likely when nothing is told', () => {
    const alike = TOLD.filter(([given, words, cause]) => likely(given, [words], cause) < likely(given, [], cause) + 0.2)
    assert.deepEqual(alike, [])
  })
})
