// What came of trying a device: in words, then the answer as it was given, and what to do.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { TestedData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { BridgeAlong } from './bridge-along.tsx'

export function TestedPage({ data, page }: { data: TestedData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).test
  const outcomes: Readonly<Record<string, { what: string; next: string }>> = t.outcomes
  const words = outcomes[data.outcome]
  return (
    <Frame page={page}>
      <BridgeAlong page={page} />
      <h1>{t.title}</h1>
      <p class="large-state" role="status">
        <StateSign state={data.ok ? 'ok' : 'broken'} /> {words?.what}
      </p>
      <p>{words?.next}</p>
      {data.said === '' ? null : (
        <p>
          {t.said} <code>{data.said}</code>
        </p>
      )}
      <p class="hint">{t.again}</p>
      <p>
        <a class="button" href={data.href}>
          {t.toDevice}
        </a>
      </p>
    </Frame>
  )
}
