// `sesame proof check`: a report looked at again, offline; on wish the mailbox is read again against it.

import { textIn } from '../../text/index.ts'
import { compareWithReport } from '../../transfer/proof/against.ts'
import { type CheckedReport, checkReport, reportLines } from '../../transfer/proof/check-report.ts'
import type { CompareEvent } from '../../transfer/proof/compare-boxes.ts'
import { sameFingerprint } from '../../transfer/proof/fingerprint.ts'
import { firstFindings, writeReport } from '../../transfer/proof/write-report.ts'
import type { Compared } from './compare.ts'
import { connectionsTo } from './compare.ts'
import type { GivenKey } from './move.ts'
import { ownFingerprint, signerOf } from './report-key.ts'
import { openRoom, type RoomRequest } from './room.ts'
import { openSide } from './side.ts'

export interface CheckProofRequest {
  readonly file: string
  /** The fingerprint that the report must be signed by. */
  readonly key?: string | undefined
  readonly room: RoomRequest
  /** The mailbox to be read again. */
  readonly against?: string | undefined
  readonly side: 'source' | 'target'
  readonly given: GivenKey
  readonly connections: number
  /** Of what is found now. */
  readonly report?: string | undefined
  readonly version: string
}

export interface CheckedProof extends CheckedReport {
  /** Whose key it is: this machine's, the one asked for, another one than either, or nobody here can tell. */
  readonly signer: 'own' | 'wanted' | 'other' | 'unknown' | 'none'
  /** Absent where no mailbox was to be read again. */
  readonly now: Compared | null
}

/** Throws `file-unreadable`, `proof-invalid`, and what `openSide` throws. Whoever lied in a report is told by the result, and no mailbox is read for it. */
export async function checkProof(request: CheckProofRequest, on: (event: CompareEvent) => void): Promise<CheckedProof> {
  const checked = await checkReport(request.file)
  const signer = await signerOfReport(checked, request)
  const whole = checked.lines === 'whole' && checked.signature !== 'bad' && !(request.key !== undefined && signer !== 'wanted')
  return { ...checked, signer, now: request.against !== undefined && whole ? await readAgain(checked, request, request.against, on) : null }
}

async function signerOfReport({ signature, report }: CheckedReport, { key, room }: CheckProofRequest): Promise<CheckedProof['signer']> {
  if (signature === 'none' || report.signature === null) return 'none'
  const { fingerprint } = report.signature
  if (key !== undefined) return sameFingerprint(key, fingerprint) ? 'wanted' : 'other'
  const own = await ownFingerprint(room)
  return own === null ? 'unknown' : sameFingerprint(own, fingerprint) ? 'own' : 'other'
}

async function readAgain(
  { report, linesFile }: CheckedReport,
  request: CheckProofRequest,
  against: string,
  on: (event: CompareEvent) => void,
): Promise<Compared> {
  const { side, given, room: asked, version } = request
  const room = await openRoom(asked)
  try {
    const { box, limits } = await openSide(against, { room, role: side === 'source' ? 'from' : 'to', ...given })
    try {
      const connections = connectionsTo(limits, request.connections)
      const now = await compareWithReport({ report, lines: reportLines(linesFile), box, side, connections, signal: asked.signal, on })
      try {
        if (request.report === undefined) return { summary: now.summary, ...firstFindings(now.lines()), report: null }
        const signer = await signerOf(() => room.keys())
        const { lang } = asked
        const written = await writeReport({
          path: request.report,
          summary: now.summary,
          lines: now.lines(),
          signer,
          version,
          lang,
          text: textIn(lang),
        })
        return { summary: now.summary, findings: written.report.findings, findingsLeft: written.report.findingsLeft, report: written }
      } finally {
        now.close()
      }
    } finally {
      await box.close()
    }
  } finally {
    await room.close()
  }
}
