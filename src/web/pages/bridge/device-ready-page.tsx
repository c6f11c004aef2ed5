// A device with the password that was just made: the one time that it is shown, with all that can be done only while it is known.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { ReadyData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CopyFrom } from '../copy-value.tsx'
import { Frame } from '../frame.tsx'
import { QrCode } from '../qr-code.tsx'
import { BridgeAlong } from './bridge-along.tsx'
import { FileForm, TestForm } from './device-forms.tsx'
import { SettingsCard } from './settings-card.tsx'

export function DeviceReadyPage({ data, page }: { data: ReadyData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).ready
  const { device, password, card, qr } = data
  return (
    <Frame page={page}>
      <BridgeAlong page={page} />
      <h1>{t.title(device.title)}</h1>
      <p class="lead">{t.mailbox(data.account)}</p>
      <section class="sheet" aria-labelledby="password">
        <h2 id="password">{t.password}</h2>
        <p class="code-large made">
          <code id="device-password" data-once="">
            {password}
          </code>
        </p>
        <p class="buttons">
          <CopyFrom id="device-password" words={t.copy} />
        </p>
        <p>
          <strong>{t.once}</strong>
        </p>
        <p class="hint">{t.typing}</p>
      </section>
      {device.running ? null : (
        <p class="note warned">
          {t.idle}{' '}
          <a href="/bridge" target="_blank" rel="noopener">
            {t.toStart}
          </a>
        </p>
      )}
      <section aria-labelledby="card">
        <h2 id="card">{t.card}</h2>
        <SettingsCard card={card} page={page} />
      </section>
      {qr === null ? null : (
        <details class="more">
          <summary>{t.qr}</summary>
          <p>{t.qrLead}</p>
          <div class="on-device" data-once="">
            <QrCode modules={qr} alt={t.qrAlt} />
          </div>
        </details>
      )}
      {card.trouble !== null ? null : (
        <section aria-labelledby="file">
          <h2 id="file">{t.file}</h2>
          <p>{t.fileLead}</p>
          <FileForm device={device} page={page} password={password} />
        </section>
      )}
      <section aria-labelledby="try">
        <h2 id="try">{t.test}</h2>
        <TestForm device={device} page={page} password={password} />
      </section>
      <p class="leave">
        <a class="button primary" href={device.href}>
          {t.leave}
        </a>
      </p>
    </Frame>
  )
}
