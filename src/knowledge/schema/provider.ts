// A provider: who it is, how it is recognised, where its servers are and which secret opens them since when.

import { z } from 'zod'
import type { AppPassword, AuthRule, Conflict, Provider, ProviderServer, TransferHabits } from '../../model/knowledge.ts'
import type { ProviderOAuth } from '../../model/provider-oauth.ts'
import { date, dated, domain, host, id, localized, nameRegex, regex, slug, sources, text, url } from './text.ts'

export const protocol = z.enum(['imap', 'pop3', 'smtp'])
export const protocols = z.array(protocol).min(1)
export const accountType = z.enum(['personal', 'work', 'unknown'])

const answer = z.enum(['accepted', 'refused', 'if-enabled'])

/** `since` must come before `until`, or the rule never holds. */
export function inOrder(rule: { since?: string | undefined; until?: string | undefined }): boolean {
  return rule.since === undefined || rule.until === undefined || rule.since < rule.until
}
export const ORDER = { message: 'until comes before since: this never holds', path: ['until'] }

export const server: z.ZodType<ProviderServer> = z.strictObject({
  protocol,
  host,
  port: z.int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'plain']),
  username: z.enum(['full-address', 'local-part', 'other']),
})

const authRule: z.ZodType<AuthRule> = z
  .strictObject({
    protocols,
    since: date.optional(),
    until: date.optional(),
    password: answer,
    appPassword: answer,
    oauth: answer,
    sources,
  })
  .refine(inOrder, ORDER)

const appPassword: z.ZodType<AppPassword> = z.strictObject({
  name: localized,
  url: url.optional(),
  path: localized,
  requiredSince: date.optional(),
  shape: regex.optional(),
  example: text.optional(),
  separators: z.enum(['keep', 'strip', 'none']),
  max: z.int().positive().optional(),
  needsTwoFactor: z.boolean(),
  uselessForMail: z.boolean().optional(),
  killedBy: z.array(z.enum(['password-change', 'revoked', 'two-factor-off', 'inactivity'])),
})

const switchOn = z
  .strictObject({
    protocols,
    default: z.enum(['on', 'off', 'varies']),
    since: date.optional(),
    until: date.optional(),
    where: localized,
  })
  .refine(inOrder, ORDER)

const conflict: z.ZodType<Conflict> = z
  .strictObject({
    about: text,
    says: z.array(z.strictObject({ value: text, source: text, date: date.optional() })).min(2),
    chosen: text,
    why: localized,
  })
  .refine((c) => c.says.some((s) => s.value === c.chosen), { message: 'chosen is none of the values', path: ['chosen'] })

const endpoint = z.string().regex(/^https:\/\/[^\s]+$/)

const oauth: z.ZodType<ProviderOAuth> = z.strictObject({
  issuer: endpoint.optional(),
  authorize: endpoint.optional(),
  token: endpoint.optional(),
  device: endpoint.optional(),
  revocation: endpoint.optional(),
  revoke: url.optional(),
  tenant: text.optional(),
  scopes: z
    .strictObject({ imap: text.optional(), pop3: text.optional(), smtp: text.optional(), graph: text.optional() })
    .optional() as z.ZodType<ProviderOAuth['scopes']>,
  alwaysScopes: z.array(text).optional(),
  appScope: text.optional(),
  parameters: z.record(z.string(), text).optional(),
  selfService: z.boolean(),
  registration: z.enum(['open', 'approval', 'closed']).optional(),
  flows: z.strictObject({ browser: z.boolean(), device: z.boolean(), app: z.boolean() }).optional(),
  clientSecret: z.enum(['none', 'required']).optional(),
  redirect: z.enum(['any-port', 'exact']).optional(),
  redirectUri: z
    .string()
    .regex(/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[\w/-]*)?$/)
    .optional(),
  portal: url.optional(),
  registerTask: id.optional(),
  tokens: z
    .strictObject({
      format: z.enum(['jwt', 'opaque']),
      accessMinutes: z.number().positive().optional(),
      refreshIdleDays: z.number().positive().optional(),
      rotates: z.boolean().optional(),
      killedBy: z.array(z.enum(['password-change', 'revoked', 'inactivity', 'testing-mode', 'too-many', 'policy'])).optional(),
    })
    .optional(),
  note: localized.optional(),
})

const transfer: z.ZodType<TransferHabits> = z
  .strictObject({
    messagesPerSecond: z.number().positive().optional(),
    reservedNames: z.array(text).min(1).optional(),
    forbiddenInNames: z.string().min(1).optional(),
    plainBlanks: z.boolean().optional(),
    nameBytes: z.int().min(20).optional(),
    caseSensitive: z.boolean().optional(),
    flagsByStore: z
      .array(z.string().regex(/^\\[A-Z][a-z]+$/, 'a flag is written "\\Flagged"'))
      .min(1)
      .optional(),
    deletesAtOnce: z.boolean().optional(),
    finalLineEnd: z.boolean().optional(),
    shownPerFolder: z.int().positive().optional(),
    answersReceipts: z.boolean().optional(),
    pollMinutes: z.int().positive().optional(),
    sources,
    unverified: z.array(text).optional(),
  })
  .refine((habits) => Object.keys(habits).some((key) => key !== 'sources' && key !== 'unverified'), 'says nothing: leave it out')

const names = z.array(nameRegex).optional()

export const provider: z.ZodType<Omit<Provider, 'id'>> = z.strictObject({
  name: text,
  operator: text,
  kind: z.enum(['consumer', 'work', 'isp', 'hosting', 'panel']),
  accountType,
  slugs: z.array(slug),
  family: id,
  domains: z.array(domain),
  recognise: z.strictObject({
    mx: names,
    srv: names,
    cname: names,
    spf: names,
    autoconfig: names,
    greeting: z.array(regex).optional(),
    certificate: names,
  }),
  servers: z.array(server),
  auth: z.array(authRule),
  appPassword: appPassword.optional(),
  switchOn: z.array(switchOn).optional(),
  oauth: oauth.optional(),
  webmail: url.optional(),
  passwordReset: localized.optional(),
  wantsImapId: z.boolean().optional(),
  limits: z.record(z.string(), z.union([text, z.number()])).optional(),
  transfer: transfer.optional(),
  quirks: z.array(localized).optional(),
  conflicts: z.array(conflict).optional(),
  ...dated,
})
