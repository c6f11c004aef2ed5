// The closed list of cause ids. A finer cause is written `parent/child` and counts as its parent.

export const CAUSE_IDS = [
  'auth.basic_disabled',
  'auth.app_password_required',
  'auth.app_password_mistyped',
  'auth.app_password_revoked',
  'auth.wrong_password',
  'auth.username_form',
  'auth.protocol_disabled_user',
  'auth.protocol_disabled_admin',
  'auth.smtp_auth_disabled',
  'auth.policy_blocked',
  'auth.account_verification',
  'auth.rate_limited',
  'auth.mechanism_mismatch',
  'auth.client_too_old',
  'oauth.token_expired',
  'oauth.wrong_scope',
  'oauth.consent_required',
  'oauth.app_misconfigured',
  'oauth.account_mismatch',
  'net.dns',
  'net.port_blocked',
  'net.host_wrong',
  'net.ip_blocked',
  'tls.mode_mismatch',
  'tls.cert_untrusted',
  'tls.cert_name',
  'tls.cert_expired',
  'tls.interception',
  'tls.clock_skew',
  'tls.version',
  'server.outage',
  'server.bug',
  'client.bug',
  'quota.mailbox_full',
  'quota.send_limit',
  'send.sender_not_allowed',
  'send.relay_denied',
  'send.rejected_policy',
  'sync.folders',
  'sync.slow',
  'sync.duplicates',
  'other',
] as const

export type ParentCause = (typeof CAUSE_IDS)[number]
/** `parent` or `parent/child`. */
export type CauseId = ParentCause | `${ParentCause}/${string}`

const PARENTS: ReadonlySet<string> = new Set(CAUSE_IDS)

export function parentCause(id: string): ParentCause {
  const end = id.indexOf('/')
  const parent = end < 0 ? id : id.slice(0, end)
  return PARENTS.has(parent) ? (parent as ParentCause) : 'other'
}

export function isCause(id: string): boolean {
  return CAUSE_IDS.includes(id.split('/')[0] as ParentCause)
}
