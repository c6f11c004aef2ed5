// A code for another device (RFC 8628 §3.3): in large type, to copy, as a square for a camera, with the time that is left.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { AttemptView } from '../../keys-view.ts'
import { CopyFrom } from '../copy-value.tsx'
import { StateSign } from '../icons.tsx'
import { QrCode } from '../qr-code.tsx'
import { PageLink } from './page-link.tsx'

export function DeviceCode({ view, left }: { view: AttemptView; left: string | null }): VNode | null {
  const t = keysIn(view.lang)
  const { device } = view
  if (device === null) return null
  return (
    <section aria-labelledby="stage">
      <h2 id="stage" data-focus="stage" tabIndex={-1}>
        {t.attempt.codeTitle}
      </h2>
      <p class="lead">{t.attempt.codeLead}</p>
      <div class="on-device">
        <div>
          <p class="code-large">
            <code id="code">{device.code}</code>
          </p>
          <p>
            <CopyFrom id="code" words={t.attempt.copyCode} />
          </p>
          <p>
            <span class="hint">{t.attempt.codeAt}</span>{' '}
            <PageLink href={device.url} words={device.url.replace(/^https?:\/\/(www\.)?/, '')} />
          </p>
          <p class="code-left">{left ?? t.attempt.codeUntil(t.time(device.until))}</p>
        </div>
        <div>
          <QrCode modules={device.modules} alt={t.attempt.codeAlt} />
          <p class="hint">{t.attempt.codeQr}</p>
        </div>
      </div>
      <p class="note warned">{t.attempt.codeWarn}</p>
      <p role="status" class="proof-says">
        <StateSign state="looking" /> {t.attempt.waiting}
      </p>
      <form method="post" action={`/keys/attempts/${view.id}/begin`} class="buttons">
        {view.flows.includes('browser') ? (
          <button type="submit" name="flow" value="browser">
            {t.attempt.instead}
          </button>
        ) : null}
        <button type="submit" formAction={`/keys/attempts/${view.id}/stop`}>
          {t.attempt.stop}
        </button>
      </form>
    </section>
  )
}
