// The bridge inside the desk's own process: which ports, and who can reach them.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { BridgeData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Fault } from '../fault.tsx'
import { Choice } from '../field.tsx'

const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const

export function StartForm({ data, page }: { data: BridgeData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).start
  const { kept, addresses, typed, fault } = data.start
  return (
    <form method="post" action="/bridge/start" class="sheet start">
      <h3>{t.title}</h3>
      <p>{t.lead}</p>
      <Fault fault={fault} />
      {kept === null ? (
        <>
          {addresses.length === 0 ? null : (
            <Choice
              name="where"
              label={t.where}
              choices={{ here: t.here, ...Object.fromEntries(addresses.map((one) => [one, t.network(one)])) }}
              chosen={typed.where || 'here'}
            />
          )}
          <fieldset class="ports" aria-describedby="ports-hint">
            <legend>{t.ports}</legend>
            <p class="hint" id="ports-hint">
              {t.portsHint}
            </p>
            {PROTOCOLS.map((protocol) => (
              <label key={protocol}>
                <span>{protocol.toUpperCase()}</span>
                <input
                  name={protocol}
                  type="text"
                  inputMode="numeric"
                  pattern="[0-9]{0,5}"
                  maxLength={5}
                  autocomplete="off"
                  value={typed[protocol]}
                  aria-label={t.port(protocol.toUpperCase())}
                />
              </label>
            ))}
          </fieldset>
        </>
      ) : (
        <>
          <p>{t.kept}</p>
          <ul>
            {kept.map(({ protocol, address, port }) => (
              <li key={`${protocol} ${address} ${port}`}>{t.keptDoor(protocol.toUpperCase(), address, port)}</li>
            ))}
          </ul>
        </>
      )}
      <p class="go">
        <button type="submit" class={data.devices.length > 0 ? 'primary' : undefined} disabled={data.vault.state !== 'open'}>
          {t.go}
        </button>
      </p>
    </form>
  )
}
