// Whether a provider's no to a renewal stays one. Apart from what asks, so that whoever only judges loads no OAuth client.

import type { OAuthRefusal } from './shapes.ts'

export function isLasting({ why, error, status }: OAuthRefusal): boolean {
  if (why === 'unreachable' || why === 'timeout' || why === 'certificate' || (status ?? 0) >= 500 || status === 429) return false
  return error !== 'temporarily_unavailable' && error !== 'server_error'
}
