// Asks the agent of this person for the key of a vault.

import type { Header } from '../sealed.ts'
import type { OpenRequest } from '../vault.ts'

export async function keyFromAgent(_request: OpenRequest, _header: Header): Promise<Buffer | null> {
  return null
}
