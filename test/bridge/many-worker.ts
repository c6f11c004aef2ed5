// A bridge in a process of its own, on a vault that it shares with others: says its port and its device's password.

import { randomBytes } from 'node:crypto'
import { startBridge } from '../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import { createNetwork } from '../../src/net/create.ts'
import { keysFrom } from '../../src/uses/bridge/keys.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { openVault } from '../../src/vault/open.ts'
import { accountAt } from './many-account.ts'
import { aDevice, PLAIN_DOORS } from './world.ts'

const [, , folder = '', cacert = '', port = ''] = process.argv
const network = createNetwork({ cacert, connectTo: ['mail.example.test::127.0.0.1:'] })
const vault = await openVault({ folder, env: process.env })
const account = accountAt(Number(port))
const key = randomBytes(32)
const password = makeDevicePassword()
const device = aDevice(account, hashDevicePassword(password, key))
const bridge = await startBridge({
  network,
  listeners: PLAIN_DOORS,
  door: openDoor({ deviceByHash: () => device, account: () => account, used: () => {} }, key),
  keys: keysFrom(vault, grantShelf(vault, folder), network),
  on: () => {},
})
process.on('disconnect', () => void bridge.stop().then(() => process.exit(0)))
process.send!({ port: bridge.doors[0]!.port, password: password.reveal() })
