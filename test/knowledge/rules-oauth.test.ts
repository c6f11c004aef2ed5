// The rule of a provider's OAuth: every fault is caught at its line and column.

import { PROVIDER } from './folder.ts'
import { P, plus, testRules } from './rule-cases.ts'

const SCOPES = 'scopes: { imap: "https://mail.example.com/" }'
const FLOWS = 'flows: { browser: true, device: false, app: false }'
const ENDPOINTS = 'authorize: https://id.example.com/authorize, token: https://id.example.com/token'
const oauth = (...parts: readonly string[]) => plus(`oauth: { ${parts.join(', ')} }\n`)
const closed = (...parts: readonly string[]) => oauth('selfService: false', ...parts)
const SOUND = closed(ENDPOINTS, SCOPES, FLOWS)

testRules({
  'oauth-consistent': [
    { faulty: closed('registration: open'), at: `${P}:17:44`, says: /say two things/, sound: closed('registration: closed') },
    {
      faulty: oauth('selfService: true', ENDPOINTS, SCOPES, FLOWS),
      at: `${P}:17:23`,
      says: /nothing says where/,
      sound: SOUND,
    },
    { faulty: closed(ENDPOINTS, SCOPES), at: `${P}:17:41`, says: /flows is missing/, sound: SOUND },
    {
      faulty: closed(ENDPOINTS, SCOPES, FLOWS.replace('device: false', 'device: true')),
      at: `${P}:17:191`,
      says: /needs device/,
      sound: SOUND,
    },
    {
      faulty: closed('token: https://id.example.com/token', SCOPES, FLOWS),
      at: `${P}:17:132`,
      says: /needs authorize/,
      sound: SOUND,
    },
    {
      faulty: closed(ENDPOINTS, SCOPES, FLOWS, 'appScope: "https://mail.example.com/.default"'),
      at: `${P}:17:222`,
      says: /no app signs in as itself/,
      sound: SOUND,
    },
    {
      faulty: closed(ENDPOINTS.replaceAll('id.example.com/', 'id.example.com/{tenant}/').replaceAll(/https:[^,]*/g, '"$&"'), SCOPES, FLOWS),
      at: `${P}:17:41`,
      says: /no tenant says what it is/,
      sound: SOUND,
    },
    { faulty: closed(ENDPOINTS, SCOPES, FLOWS, 'tenant: common'), at: `${P}:17:220`, says: /no endpoint has/, sound: SOUND },
    {
      faulty: closed(ENDPOINTS, 'scopes: { imap: "mail-write" }', FLOWS),
      at: `${P}:17:128`,
      says: /“mail-write” is no scope/,
      sound: SOUND,
    },
    {
      faulty: closed(ENDPOINTS, 'scopes: { imap: "http://mail.example.com/" }', FLOWS),
      at: `${P}:17:128`,
      says: /is no scope/,
      sound: SOUND,
    },
    {
      faulty: closed(ENDPOINTS, SCOPES, 'alwaysScopes: [offline]', FLOWS),
      at: `${P}:17:174`,
      says: /“offline” is no scope/,
      sound: closed(ENDPOINTS, SCOPES, 'alwaysScopes: [offline_access]', FLOWS),
    },
    { faulty: closed(ENDPOINTS, FLOWS), at: `${P}:17:41`, says: /a token for nothing/, sound: SOUND },
  ],
  'ids-known': [
    {
      faulty: closed('registerTask: register-nowhere'),
      at: `${P}:17:44`,
      says: /no task is called "register-nowhere"/,
      sound: { [P]: PROVIDER },
    },
  ],
})
