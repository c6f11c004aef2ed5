// Every code of a sign-in service leads to its cause through the real judgement, in each shape in which people meet it: the code decides, the prose around it may be in any language.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose } from '../../src/diagnose/index.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { CauseId } from '../../src/model/cause.ts'

const numbers = (list: string) => list.split(' ').map((code) => `AADSTS${code}`)

/** Microsoft's numbers, by the cause that they stand for. */
const MICROSOFT: Readonly<Partial<Record<CauseId, string>>> = {
  'oauth.token_expired': '50013 50058 50085 50089 50139 50140 50199 54005 70000 700020 700081 700084',
  'oauth.token_expired/inactive': '70008 700082',
  'oauth.token_expired/withdrawn': '50132 50133 50173',
  'oauth.token_expired/frequency': '70043',
  'oauth.consent_required': '65001 90008',
  'oauth.consent_required/admin': '90093 90094 90095 90099 900941',
  'oauth.consent_required/declined': '65004',
  'oauth.consent_required/device_code': '50134 70016 70018 70019 70020 90119 90120',
  'oauth.app_misconfigured':
    '50147 501481 501491 70003 70005 70007 700005 700054 90002 90004 90013 90014 90023 90056 90100 900144 900561 901002 9002313 240002',
  'oauth.app_misconfigured/redirect': '50011 500113 70004 900971 9002325 9002326 9002327',
  'oauth.app_misconfigured/secret': '50003 50012 50048 50146 70002 700027 700030 7000215 7000222',
  'oauth.app_misconfigured/public_client': '700025 7000218',
  'oauth.app_misconfigured/account_types': '50194 90124 90130 9001023 9002331 9002332 9002346',
  'oauth.app_misconfigured/client_id': '1000031 65002 70001 700011 700016 700038 7000112',
  'oauth.wrong_scope': '28000 28002 28003 50001 500011 650052 650053 650054 70011 700022 700023',
  'oauth.wrong_scope/not_registered': '65005 650056 650057',
  'oauth.account_mismatch/wrong_kind': '16000 16001 16002 16003 50014 50020 50034 50059 50107 50128 50197 500208 51004 90019 90072',
  'auth.policy_blocked/second_factor': '50072 50074 50076 50078 50079 50158 500121 53004 53010 75011',
  'auth.policy_blocked/conditional_access':
    '240001 50005 50017 50097 50127 50129 50131 50155 50187 500021 500022 500212 500213 53000 53001 53002 53003 53011 530003 530032 530034 80012',
  'auth.policy_blocked/security_defaults': '530035',
  'auth.policy_blocked/device_code': '500211 530036',
  'auth.policy_blocked/not_assigned': '50105',
  'auth.policy_blocked/account_disabled': '50057',
  'auth.policy_blocked/network_only': '50002',
  'auth.wrong_password': '50056 50064 50126',
  'auth.wrong_password/expired': '50055 50144',
  'auth.account_verification': '50015 50053 50125 50135',
  'auth.rate_limited': '50088 50196 90055',
  'tls.clock_skew': '500133 700024 80013',
  'server.outage':
    '20001 20012 20033 40008 40009 40010 40015 50000 50033 50087 50166 70012 80001 80002 80005 80007 80010 80014 90006 90012 90020 90024 90033 90036 90090 90091',
}

/** Words of the standards and of Google, in the field where they stand, with what else stands beside them. */
const WORDS: readonly (readonly [error: string, more: Readonly<Record<string, string>>, provider: string, cause: CauseId])[] = [
  ['invalid_grant', { error_description: 'Token has been expired or revoked.' }, 'gmail', 'oauth.token_expired'],
  ['invalid_grant', { error_description: 'Bad Request' }, 'gmail', 'oauth.token_expired'],
  ['invalid_grant', { error_subtype: 'invalid_rapt' }, 'google-workspace', 'oauth.token_expired/frequency'],
  ['invalid_client', {}, 'gmail', 'oauth.app_misconfigured'],
  ['deleted_client', {}, 'gmail', 'oauth.app_misconfigured/client_id'],
  ['redirect_uri_mismatch', {}, 'gmail', 'oauth.app_misconfigured/redirect'],
  ['org_internal', {}, 'gmail', 'oauth.app_misconfigured/account_types'],
  ['admin_policy_enforced', {}, 'google-workspace', 'oauth.consent_required/admin'],
  ['access_not_configured', {}, 'google-workspace', 'oauth.consent_required/admin'],
  ['access_denied', {}, 'gmail', 'oauth.consent_required/declined'],
  ['access_denied', {}, 'outlook-com', 'oauth.consent_required/declined'],
  ['policy_enforced', { error_description: 'Advanced Protection' }, 'gmail', 'auth.policy_blocked'],
  ['disallowed_useragent', {}, 'gmail', 'auth.client_too_old'],
  ['rate_limit_exceeded', {}, 'gmail', 'auth.rate_limited'],
  ['invalid_scope', {}, 'gmail', 'oauth.wrong_scope'],
  ['insufficient_scope', {}, 'fastmail', 'oauth.wrong_scope'],
  ['unauthorized_client', {}, 'yahoo', 'oauth.app_misconfigured'],
  ['unsupported_grant_type', {}, 'yandex', 'oauth.app_misconfigured'],
  ['invalid_request', {}, 'mailru', 'oauth.app_misconfigured'],
  ['consent_required', {}, 'outlook-com', 'oauth.consent_required'],
  ['authorization_declined', {}, 'outlook-com', 'oauth.consent_required'],
  ['authorization_pending', {}, 'yandex', 'oauth.consent_required/device_code'],
  ['expired_token', {}, 'yandex', 'oauth.consent_required/device_code'],
  ['temporarily_unavailable', {}, 'fastmail', 'server.outage'],
  ['server_error', {}, 'aol', 'server.outage'],
]

/** What mail servers say of a token. */
const SERVERS: readonly (readonly [reply: string, provider: string, protocol: string, cause: CauseId])[] = [
  ['{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}', 'gmail', 'imap', 'oauth.token_expired'],
  [`+ ${btoa('{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}')}`, 'gmail', 'imap', 'oauth.token_expired'],
  [`334 ${btoa('{"status":"invalid_token","scope":"mail"}')}`, 'fastmail', 'smtp', 'oauth.token_expired'],
  [`+ ${btoa('{"status":"insufficient_scope","scope":"mail"}')}`, 'fastmail', 'imap', 'oauth.wrong_scope'],
  ['a NO AUTHENTICATE failed.', 'm365', 'imap', 'oauth.wrong_scope'],
  [
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    'm365',
    'smtp',
    'auth.smtp_auth_disabled',
  ],
  [
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
    'm365',
    'smtp',
    'auth.policy_blocked/security_defaults',
  ],
  ['A2 BAD User is authenticated but not connected.', 'm365', 'imap', 'oauth.account_mismatch'],
  [
    '535-5.7.8 Username and Password not accepted. 535 5.7.8 https://support.google.com/mail/?p=BadCredentials',
    'gmail',
    'smtp',
    'oauth.token_expired',
  ],
  ['{"aud":"https://graph.microsoft.com","scp":"Mail.Read"}', 'm365', 'imap', 'oauth.wrong_scope/graph'],
]

const knowledge = loadKnowledge()
const judged = (evidence: string, provider: string, protocol = 'oauth') =>
  diagnose(knowledge, {
    id: 'code',
    date: '2026-11-22',
    provider,
    protocol: protocol as 'oauth',
    auth_method_used: 'oauth2',
    evidence: [evidence],
  })

/** As the token endpoint answers, as the browser comes back, and as a log has it. Nothing but the code says what is wrong. */
function shapesOf(code: string): Readonly<Record<string, string>> {
  const number = code.replace('AADSTS', '')
  const japanese = `${code}: 要求を処理できませんでした。もう一度お試しください。`
  return {
    'the body of the token endpoint': JSON.stringify({
      error: 'invalid_grant',
      error_description: `${japanese} Trace ID: 5f0c Correlation ID: 11aa Timestamp: 2026-11-22 07:00:00Z`,
      error_codes: [Number(number)],
      timestamp: '2026-11-22 07:00:00Z',
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    }),
    'the body without its prose': JSON.stringify({ error: 'invalid_grant', error_codes: [Number(number)] }, null, 1),
    'the way back of the browser': `http://localhost:51789/?error=invalid_request&error_description=${encodeURIComponent(japanese).replaceAll('%20', '+')}&state=x`,
    'a line of a log': `2026-11-22 07:00:00 ERROR [oauth] トークンを更新できません（${code}：失敗しました）`,
  }
}

describe('a number of Microsoft names its cause, whatever is written around it', () => {
  for (const [cause, list] of Object.entries(MICROSOFT))
    it(`${cause}: ${list}`, () => {
      for (const code of numbers(list ?? ''))
        for (const [shape, text] of Object.entries(shapesOf(code))) {
          const { causes } = judged(text, 'm365')
          const ranking = causes.slice(0, 3).map((c) => `${c.id} ${c.probability.toFixed(2)}`)
          assert.equal(causes[0]?.id, cause, `${code}, ${shape}: ${ranking.join(', ')}`)
        }
    })

  it('and no number of the knowledge is without a line here', () => {
    const told = new Set(Object.values(MICROSOFT).flatMap((list) => list?.split(' ') ?? []))
    const known = knowledge.replies
      .filter((reply) => reply.match.some((source) => /aadsts/.test(source)) && reply.generic !== true)
      .flatMap((reply) => reply.match.filter((source) => /aadsts/.test(source)).flatMap((source) => source.match(/\d{5,7}/g) ?? []))
    assert.deepEqual(
      known.filter((code) => !told.has(code)),
      [],
    )
    assert.equal(new Set(known).size, known.length, 'a number stands for one thing')
  })

  it('one that nobody knows is not taken for another', () => {
    const { causes, verdict } = judged('AADSTS999999: something new', 'm365')
    assert.notEqual(verdict, 'known', causes[0]?.id)
  })
})

describe('a word of the standards or of Google names its cause', () => {
  for (const [error, more, provider, cause] of WORDS)
    it(`${error} ${Object.values(more).join(' ')} at ${provider}`, () => {
      const query = new URLSearchParams({ error, ...more, state: 'x' })
      const texts = [JSON.stringify({ error, ...more }), JSON.stringify({ error, ...more }, null, 2), `http://127.0.0.1:51789/?${query}`]
      for (const text of texts) {
        const { causes } = judged(text, provider)
        assert.equal(causes[0]?.id, cause, `${text}: ${causes.slice(0, 3).map((c) => `${c.id} ${c.probability.toFixed(2)}`)}`)
      }
    })
  for (const page of ['Error 403: access_denied', 'Erreur 403 : access_denied', 'Fehler 403: access_denied', 'エラー 403: access_denied'])
    it(`${page}, the page, is a registration in testing`, () =>
      assert.equal(judged(page, 'gmail').causes[0]?.id, 'oauth.app_misconfigured/testing'))
})

describe('what a mail server says of a token', () => {
  for (const [reply, provider, protocol, cause] of SERVERS)
    it(`${provider} ${protocol}: ${reply.slice(0, 70)}`, () => {
      const { causes } = judged(reply, provider, protocol)
      assert.equal(
        causes[0]?.id,
        cause,
        causes
          .slice(0, 3)
          .map((c) => `${c.id} ${c.probability.toFixed(2)}`)
          .join(', '),
      )
    })

  it('535 5.7.3 after a token is about the token: its scope, or whose it is', () => {
    const { causes } = judged('535 5.7.3 Authentication unsuccessful [AM0PR01CA0011.eurprd01.prod.exchangelabs.com]', 'outlook-com', 'smtp')
    assert.deepEqual(
      causes
        .slice(0, 2)
        .map((c) => c.id)
        .sort(),
      ['oauth.account_mismatch', 'oauth.wrong_scope'],
    )
  })
})
