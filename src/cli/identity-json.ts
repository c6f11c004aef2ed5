// An identity as JSON (docs/json.md).

import type { Identity } from '../model/identity.ts'
import { endpointUrl } from '../model/protocol.ts'

export function identityJson(identity: Identity, name: string | null) {
  const { address, provider, accountType, confidence, filter, endpoints, findings, ms } = identity
  return {
    address: address.text,
    provider,
    name,
    accountType,
    confidence,
    ...(filter !== undefined && { filter }),
    endpoints: endpoints.map((e) => ({
      url: endpointUrl(e),
      security: e.security,
      username: e.usernameText ?? e.username,
      trust: e.trust,
      source: e.source,
    })),
    findings: findings.map(({ endpoints: found, ...finding }) => ({
      ...finding,
      ...(found && { endpoints: found.map((e) => endpointUrl(e)) }),
    })),
    ms: Math.round(ms),
  }
}
