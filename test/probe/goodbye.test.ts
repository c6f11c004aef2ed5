// Nobody waits for a goodbye: the result comes while the server still thinks about it, nothing is added to it afterwards, and the connection is closed within a second.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCertificates } from '../../src/lab/certificates.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { type ProbeEndpoint, probeEndpoint } from '../../src/probe/index.ts'
import { imapScript, smtpScript } from './dialogues.ts'
import { type Script, scripted } from './scripted.ts'

const HOST = 'mail.example.org'
const certificates = startCertificates()
const leaf = certificates.contextFor(HOST, undefined, 0)

/** The same server, which answers LOGOUT and QUIT after so many milliseconds, or never. */
function slowToPart(script: Script, ms: number | null, parting: (line: string) => void): Script {
  return {
    ...script,
    hears: (line, conversation) => {
      if (!/^(S\d+ LOGOUT|QUIT)$/.test(line)) return script.hears?.(line, conversation)
      parting(line)
      if (ms !== null) setTimeout(() => conversation.say('* BYE late\r\n221 late\r\n'), ms)
    },
  }
}

for (const protocol of ['imap', 'smtp'] as const) {
  for (const ms of [100, null]) {
    it(`${protocol}: ${ms === null ? 'a server that never answers' : 'a slow one'} is left in the background, and the result stays as it is`, async () => {
      let heardAt = 0
      const own = protocol === 'imap' ? imapScript({ leaf }) : smtpScript({ leaf, tls: true })
      const server = await scripted(
        slowToPart(own, ms, () => {
          heardAt = performance.now()
        }),
      )
      const network = createNetwork({ connectTo: [`${HOST}::127.0.0.1:${server.port}`], cacert: certificates.cacert })
      const endpoint: ProbeEndpoint = { protocol, host: HOST, port: 993, security: 'tls', trust: 'named' }
      const credential = { user: 'marie', secret: new Secret('correct-horse'), kind: 'password' as const }
      const result = await probeEndpoint(network, endpoint, { credential, sender: 'marie@example.org' })
      const handed = JSON.stringify(result)
      assert.equal(result.outcome, 'healthy')
      assert.match(result.transcript.at(-1)?.text ?? '', /^(S\d+ LOGOUT|QUIT)$/, 'nobody waited for the answer')
      assert.equal(await closed(server.open), true, 'closed by the client')
      assert.ok(heardAt > 0, 'the server was told')
      assert.equal(JSON.stringify(result), handed)
      await server.close()
    })
  }
}

async function closed(open: () => number): Promise<boolean> {
  for (const end = performance.now() + 60_000; open() > 0 && performance.now() < end; ) await sleep(20)
  return open() === 0
}
