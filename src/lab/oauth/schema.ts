// How an authorization server of the lab is written in YAML. Used when the lab is compiled, never at run time.

import { z } from 'zod'
import { FAULTS } from '../model.ts'
import { OAUTH_FAULTS, OAUTH_STEPS, STYLES } from './data.ts'

const text = z.string().min(1)
const endpoint = z.string().regex(/^https:\/\/[a-z0-9.-]+\/[^?#]*$/, 'an endpoint is https://HOST/PATH, with {tenant} where one stands')

const client = z.strictObject({
  id: text,
  name: text,
  secret: text.optional(),
  expiredSecret: text.optional(),
  certificate: z.boolean().optional(),
  redirects: z.array(text).default([]),
  flows: z.array(z.enum(['code', 'device', 'app'])).min(1),
  accounts: z.enum(['personal', 'work', 'both']).default('both'),
  tenant: text.optional(),
  testers: z.array(text).optional(),
  mailboxes: z.array(text).optional(),
  roles: z.array(text).optional(),
})

const scope = z.strictObject({
  name: text,
  mail: z.array(z.enum(['imap', 'pop3', 'smtp'])).default([]),
  audience: text.optional(),
  device: z.boolean().optional(),
})

const refusal = z.strictObject({
  error: text,
  say: text.optional(),
  suberror: text.optional(),
  status: z.number().int().min(400).max(599).optional(),
})

export const oauthSource = z.strictObject({
  style: z.enum(STYLES).default('plain'),
  knownAs: z.array(text).default([]),
  issuer: text,
  authorize: endpoint,
  token: endpoint,
  device: endpoint.optional(),
  verification: endpoint.optional(),
  revocation: endpoint.optional(),
  introspection: endpoint.optional(),
  keys: endpoint.optional(),
  discovery: z.array(endpoint).default([]),
  otherHosts: z.array(text).default([]),
  pkce: z.enum(['required', 'optional']).default('required'),
  namesItself: z.boolean().default(false),
  rotation: z.enum(['none', 'keeps-old', 'single-use']).default('none'),
  refreshWhen: z.enum(['always', 'offline-scope', 'offline-access-type']).default('always'),
  tokens: z.strictObject({
    form: z.enum(['jwt', 'opaque']),
    prefix: z.string().default(''),
    refreshPrefix: z.string().default(''),
    minutes: z.number().int().min(1),
    refreshDays: z.number().int().min(1).optional(),
  }),
  scopes: z.array(scope).min(1),
  clients: z.array(client).min(1),
  personal: z.array(text).default([]),
  refusals: z.record(z.string().regex(/^[a-z-]+$/), refusal).default({}),
  fault: z.enum(OAUTH_FAULTS).optional(),
  tls: z.enum(FAULTS).optional(),
})

export const accountOAuth = z.strictObject({
  ...Object.fromEntries(OAUTH_STEPS.map((step) => [step, text.optional()])),
  delegates: z.array(text).optional(),
})
