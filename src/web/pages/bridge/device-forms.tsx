// The two forms of a device that may carry its password: a file for its program, and the test. One answers with a download, the other in a new window, so that a page that shows the password stays.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { DeviceActs } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Passphrase } from '../keys/passphrase.tsx'

interface FormProps {
  readonly device: DeviceActs
  readonly page: PageContext
  /** Just made; null on a page that does not know it. */
  readonly password: string | null
}

export function FileForm({ device, page, password }: FormProps): VNode {
  const t = bridgeOnDesk(page.lang)
  const words: Readonly<Record<string, string>> = t.formats
  return (
    <form method="post" action={`${device.href}/file`} class="inline-form" data-secret-form="" rel="noopener">
      {password === null ? null : <input type="hidden" name="password" value={password} data-once="" />}
      <div>
        <label for="format">{t.ready.format}</label>
        <select id="format" name="format">
          {device.formats.map((format) => (
            <option value={format} key={format}>
              {words[format] ?? format}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{t.ready.download}</button>
    </form>
  )
}

export function TestForm({ device, page, password }: FormProps): VNode {
  const t = bridgeOnDesk(page.lang).test
  const kind = device.sends ? 'smtp' : 'read'
  return (
    <form method="post" action={`${device.href}/test`} target="_blank" data-secret-form="" rel="noopener">
      <p>{t.lead[kind]}</p>
      {password === null ? (
        <Passphrase name="password" label={t.password} hint={t.typeIt} needed />
      ) : (
        <input type="hidden" name="password" value={password} data-once="" />
      )}
      <button type="submit">{t.go[kind]}</button>
    </form>
  )
}
