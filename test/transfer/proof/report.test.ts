import { strict as assert } from 'node:assert'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { textIn } from '../../../src/text/index.ts'
import type { TransferOutcome } from '../../../src/transfer/journey.ts'
import { compareWithReport } from '../../../src/transfer/proof/against.ts'
import { checkReport, reportLines } from '../../../src/transfer/proof/check-report.ts'
import { fingerprintOf } from '../../../src/transfer/proof/fingerprint.ts'
import { type ProofReport, proofJsonSchema, type Signer, signedBytes } from '../../../src/transfer/proof/report.ts'
import type { ProofLine, ProofSummary } from '../../../src/transfer/proof/shapes.ts'
import { transferSummary } from '../../../src/transfer/proof/transfer-summary.ts'
import { type WrittenReport, writeReport } from '../../../src/transfer/proof/write-report.ts'
import { reportSigner } from '../../../src/uses/transfer/report-key.ts'
import { memoryVault } from '../../../src/vault/memory.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { signIn } from '../world/load.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import { comparePlanted } from './compare-planted.ts'
import { BODY_SECRET, fill, letter } from './planted.ts'

stopWorldAfterTests()

const folder = mkdtempSync(join(tmpdir(), 'sesame-proof-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const summary: ProofSummary = {
  ...{
    kind: 'compare',
    started: '2026-11-22T10:00:00.000Z',
    ms: 1200,
    level: 'full',
    accepted: [],
    verdict: 'different',
    bodies: 0,
    untold: [],
    blind: [],
  },
  source: { label: 'marie@example.test', kind: 'imap', key: 'imap:marie@example.test' },
  target: { label: 'marie@example.org', kind: 'imap', key: 'imap:marie@example.org', greeting: '<script>alert(1)</script> ready' },
  states: { identical: { messages: 2, bytes: 200 }, missing: { messages: 1, bytes: 100 } },
  differing: { flags: 0, dates: 0, order: 0, duplicates: 0 },
  folders: [],
}
const lines: readonly ProofLine[] = [1, 2, 3].map((uid) => ({
  state: uid === 3 ? 'missing' : 'identical',
  source: { folder: 'INBOX', uidValidity: 1, uid },
  ...(uid !== 3 && { target: { folder: 'INBOX', uidValidity: 2, uid } }),
  ...{ size: 100, digest: String(uid).repeat(64), date: null, flags: ['\\Seen'] },
  ...(uid === 3 && { subject: '<img src=x onerror=alert(1)> \u202etxt' }),
}))

async function written(name: string, signer: Signer | null): Promise<WrittenReport> {
  return writeReport({ path: join(folder, name), summary, lines, signer, version: '1.2.3', lang: 'en', text: textIn('en') })
}

test('a report that was signed is good; one that was changed anywhere is not', async () => {
  const vault = memoryVault()
  const { files, report } = await written('signed.json', await reportSigner(vault))
  const good = await checkReport(files.json)
  assert.deepEqual([good.signature, good.lines], ['good', 'whole'])
  assert.equal((await reportSigner(vault)).fingerprint, report.signature?.fingerprint, 'one key a machine')
  assert.equal(statSync(files.json).mode & 0o777, 0o600)

  const json = readFileSync(files.json, 'utf8')
  const tampered: readonly ((report: ProofReport) => unknown)[] = [
    (r) => ({ ...r, verdict: 'same' }),
    (r) => ({ ...r, states: { identical: { messages: 3, bytes: 300 } } }),
    (r) => ({ ...r, made: '2026-11-23T00:00:00.000Z' }),
    (r) => ({ ...r, target: { ...r.target, label: 'other@example.org' } }),
    (r) => ({ ...r, findings: [] }),
    (r) => ({ ...r, lines: { ...r.lines, root: '0'.repeat(64) } }),
    (r) => ({ ...r, accepted: ['changed'] }),
  ]
  for (const change of tampered) {
    writeFileSync(files.json, JSON.stringify(change(JSON.parse(json) as ProofReport)))
    assert.equal((await checkReport(files.json)).signature, 'bad', String(change))
  }
  // Written in another order and with other blanks it says the same.
  writeFileSync(files.json, JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json) as object).reverse())))
  assert.equal((await checkReport(files.json)).signature, 'good')

  const list = readFileSync(files.lines, 'utf8')
  for (const changed of [
    list.replace('missing', 'identical'),
    list.split('\n').slice(1).join('\n'),
    `${list}${list}`,
    list.split('\n').slice(0, 3).reverse().join('\n'),
  ]) {
    writeFileSync(files.lines, changed)
    assert.equal((await checkReport(files.json)).lines, 'changed')
  }
  unlinkSync(files.lines)
  assert.equal((await checkReport(files.json)).lines, 'missing')
})

test('signed again by another key it is good, but of another fingerprint; a fingerprint that is not the key’s is bad', async () => {
  const { files, report } = await written('again.json', await reportSigner(memoryVault()))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const lie: ProofReport = { ...report, verdict: 'same' }
  const signature = {
    algorithm: 'Ed25519' as const,
    key: der.toString('base64'),
    fingerprint: fingerprintOf(der),
    value: sign(null, signedBytes(lie), privateKey).toString('base64'),
  }
  writeFileSync(files.json, JSON.stringify({ ...lie, signature }))
  const again = await checkReport(files.json)
  assert.equal(again.signature, 'good')
  assert.notEqual(again.report.signature?.fingerprint, report.signature?.fingerprint)
  writeFileSync(files.json, JSON.stringify({ ...lie, signature: { ...signature, fingerprint: report.signature?.fingerprint } }))
  assert.equal((await checkReport(files.json)).signature, 'bad')
})

test('without a key the report is not signed, and says so; what is no report is refused', async () => {
  const { files } = await written('plain', null)
  assert.equal((await checkReport(files.json)).signature, 'none')
  assert.match(readFileSync(files.page, 'utf8'), /Not signed/)
  for (const [content, why] of [
    ['{', 'not-json'],
    ['[]', 'not-a-proof'],
    ['{"format":"sesame-proof","version":99}', 'newer'],
    ['{"format":"sesame-proof","version":1}', 'not-a-proof'],
  ] as const) {
    const file = join(folder, 'not.json')
    writeFileSync(file, content)
    await assert.rejects(checkReport(file), (error: { args?: { why?: string } }) => error.args?.why === why)
  }
  await assert.rejects(checkReport(join(folder, 'nowhere.json')), { code: 'file-unreadable' })
})

test('what comes from servers and messages stays text on the page', async () => {
  const { files } = await written('hostile', null)
  const page = readFileSync(files.page, 'utf8')
  assert.ok(!page.includes('<script') && !page.includes('<img') && !page.includes('\u202e'))
  assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;'))
  assert.ok(page.includes("default-src 'none'") || page.includes('default-src &#39;none&#39;'))
})

test('the schema in the documentation is that of the reports', () => {
  const published = JSON.parse(readFileSync('docs/proof.schema.json', 'utf8')) as unknown
  assert.deepEqual(published, JSON.parse(JSON.stringify(proofJsonSchema())))
})

test('the report of a transfer is counted from its messages, and can be checked as any other', async () => {
  const none = { messages: 0, bytes: 0 }
  const states = {
    identical: { messages: 2, bytes: 200 },
    'already-there': none,
    changed: { messages: 1, bytes: 100 },
    refused: none,
    excluded: none,
    gone: none,
    waiting: none,
  }
  const outcome: TransferOutcome = {
    ...{ ended: 'complete', states, copied: { messages: 3, bytes: 300 }, ms: 1234.567 },
    folders: [{ source: 'INBOX', target: 'INBOX', states, duplicates: 1 }],
  }
  const proved = (uid: number, more: Partial<ProofLine>): ProofLine => ({
    ...lines[0]!,
    state: 'identical',
    source: { folder: 'INBOX', uidValidity: 1, uid },
    ...more,
  })
  const messages = [
    proved(1, { flagsLost: ['Facture'] }),
    proved(2, { targetDate: '22-Nov-2026 08:00:00 +0000' }),
    proved(3, { state: 'changed', change: 'line-ends', how: 'byte 7: LF instead of CR LF' }),
  ]
  for (const [accepted, verdict] of [
    [[], 'different'],
    [['changed'], 'same'],
  ] as const) {
    const told = {
      kind: 'copy',
      started: summary.started,
      source: summary.source,
      target: summary.target,
      level: 'full',
      accepted,
    } as const
    const { files, report } = await writeReport({
      path: join(folder, 'copy'),
      summary: transferSummary(outcome, told),
      lines: messages,
      signer: await reportSigner(memoryVault()),
      version: '1',
      lang: 'en',
      text: textIn('en'),
    })
    assert.deepEqual(
      [report.verdict, report.differing, report.findings.length],
      [verdict, { flags: 1, dates: 1, order: 0, duplicates: 1 }, 3],
    )
    const checked = await checkReport(files.json)
    assert.deepEqual([checked.signature, checked.lines], ['good', 'whole'])
    for await (const line of reportLines(checked.linesFile)) assert.ok(line.source)
  }
})

test('a report of two real mailboxes holds every message, and no body and no password', async () => {
  await comparePlanted({}, async ({ summary, lines }, accounts) => {
    const { files, report } = await writeReport({
      path: join(folder, 'real'),
      summary,
      lines: lines(),
      signer: await reportSigner(memoryVault()),
      version: '1',
      lang: 'fr',
      text: textIn('fr'),
    })
    assert.deepEqual(await checkReport(files.json).then(({ signature, lines }) => [signature, lines]), ['good', 'whole'])
    assert.equal(report.lines.count, 50)
    assert.equal(report.findings.length, 10)
    for (const file of Object.values(files)) {
      const content = readFileSync(file, 'utf8')
      assert.ok(!content.includes(BODY_SECRET), file)
      for (const { password } of Object.values(accounts)) assert.ok(!content.includes(password), file)
      assert.ok(!content.includes('PRIVATE KEY'), file)
    }
  })
})

test('months later: what is still there, moved, gone and new is told by reading the mailbox again', async () => {
  const server = await sharedServer({ special: 'en', specialMade: true, compress: true })
  const account = server.account()
  await fill(
    account,
    [1, 2, 3, 4, 5].map((n) => ['INBOX', letter(n)] as const),
  )
  const box = worldBox(wayTo(account))
  try {
    const { compareBoxes } = await import('../../../src/transfer/proof/compare-boxes.ts')
    const rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' } as const
    const signal = new AbortController().signal
    const comparison = await compareBoxes({
      source: box,
      target: box,
      rules,
      level: 'full',
      accepted: [],
      connections: { source: 1, target: 1 },
      signal,
    })
    const { files } = await writeReport({
      path: join(folder, 'later'),
      summary: comparison.summary,
      lines: comparison.lines(),
      signer: null,
      version: '1',
      lang: 'en',
      text: textIn('en'),
    })
    comparison.close()
    const talk = await signIn(account)
    await talk.ask('CREATE Kept', /ALREADYEXISTS/)
    await talk.ask('SELECT INBOX')
    await talk.ask('UID MOVE 2 Kept')
    await talk.ask('UID STORE 3 +FLAGS (\\Deleted)')
    await talk.ask('UID EXPUNGE 3')
    await talk.ask('UID STORE 4 -FLAGS (\\Seen)')
    talk.end()
    await fill(account, [['INBOX', letter(9)]])
    const checked = await checkReport(files.json)
    const now = await compareWithReport({
      report: checked.report,
      lines: reportLines(checked.linesFile),
      box,
      side: 'target',
      connections: 1,
      signal,
    })
    const told = [...now.lines()].map(({ state, source, target, targetFlags }) =>
      `${state} ${source?.folder ?? '-'}/${source?.uid ?? '-'} ${target?.folder ?? '-'} ${targetFlags ?? ''}`.trim(),
    )
    assert.deepEqual(told, [
      'identical INBOX/1 INBOX',
      'moved INBOX/2 Kept',
      'missing INBOX/3 -',
      'identical INBOX/4 INBOX',
      'identical INBOX/5 INBOX',
      'extra -/- INBOX',
    ])
    assert.equal(now.summary.differing.flags, 1)
    assert.equal(now.summary.verdict, 'different')
    now.close()
  } finally {
    await box.close()
  }
})
