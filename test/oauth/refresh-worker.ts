// One of several processes that want a token of the same sign-in at the same moment: prints a hash of what it got.

import { createHash } from 'node:crypto'
import { createNetwork } from '../../src/net/create.ts'
import { accessTokenFor } from '../../src/oauth/access-token.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { openVault } from '../../src/vault/open.ts'

const [, , folder = '', id = ''] = process.argv
const vault = await openVault({ folder, env: process.env })
try {
  const outcome = await accessTokenFor({ shelf: grantShelf(vault, folder), network: createNetwork({}), id })
  const said = outcome?.ok
    ? `ok ${createHash('sha256').update(outcome.value.token.reveal()).digest('hex').slice(0, 16)}`
    : JSON.stringify(outcome)
  process.stdout.write(`${said}\n`)
} finally {
  vault.close()
}
