// The vault: what state it is in, how to make, open and close it, and the names of what it keeps.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { VaultData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { Fault } from '../fault.tsx'
import { Choice } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { KeysAlong } from './keys-along.tsx'
import { Passphrase } from './passphrase.tsx'

const SIGNS = { none: 'waiting', locked: 'skipped', open: 'ok', damaged: 'broken' } as const

export function VaultPage({ data, page }: { data: VaultData; page: PageContext }): VNode {
  const t = keysIn(page.lang).vault
  const { vault, fault } = data
  return (
    <Frame page={page}>
      <KeysAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p class="state large-state">
        <StateSign state={SIGNS[vault.state]} /> {t.states[vault.state]}
      </p>
      {data.forgets ? <p>{t.forgets}</p> : null}
      {vault.by === null ? null : <p>{t.openBy[vault.by]}</p>}
      {vault.idle === null ? null : <p>{t.idle(vault.idle)}</p>}
      {vault.trouble === null ? null : (
        <p class="note broken">
          {vault.trouble.what} {vault.trouble.next}
        </p>
      )}
      {fault?.field === '' ? <Fault fault={fault} /> : null}
      {vault.state === 'none' ? <Make data={data} page={page} /> : null}
      {vault.state === 'locked' ? <Unlock data={data} page={page} /> : null}
      {vault.state === 'open' ? <Names data={data} page={page} /> : null}
    </Frame>
  )
}

function Make({ data, page }: { data: VaultData; page: PageContext }): VNode {
  const t = keysIn(page.lang).vault
  if (!data.local && !data.keyring) return <p class="note warned">{t.notHere}</p>
  return (
    <form method="post" action="/vault/make" class="sheet" data-secret-form="">
      <h2>{t.make}</h2>
      {data.keyring ? <Choice name="kind" label={t.how} choices={t.kinds} chosen="keyring" /> : <p>{t.noKeyring}</p>}
      {data.local ? (
        <>
          <Passphrase name="passphrase" label={t.passphrase} hint={t.passphraseHint} fault={faultOf(data, 'passphrase')} fresh />
          <Passphrase name="again" label={t.again} fault={faultOf(data, 'again')} fresh />
        </>
      ) : (
        <p class="hint">{t.notHere}</p>
      )}
      <button type="submit" class="primary">
        {t.make}
      </button>
    </form>
  )
}

function Unlock({ data, page }: { data: VaultData; page: PageContext }): VNode {
  const t = keysIn(page.lang).vault
  if (!data.local) return <p class="note warned">{t.notHere}</p>
  return (
    <form method="post" action="/vault/unlock" class="sheet" data-secret-form="">
      <Passphrase name="passphrase" label={t.passphrase} fault={faultOf(data, 'passphrase')} />
      <button type="submit" class="primary">
        {t.unlock}
      </button>
    </form>
  )
}

function Names({ data, page }: { data: VaultData; page: PageContext }): VNode {
  const t = keysIn(page.lang).vault
  const { day, moment } = deskIn(page.lang)
  return (
    <>
      {data.vault.by === 'passphrase' ? (
        <form method="post" action="/vault/lock">
          <button type="submit">{t.lock}</button>
        </form>
      ) : null}
      <section aria-labelledby="names">
        <h2 id="names">{t.names}</h2>
        <p class="hint">{t.namesLead}</p>
        {data.names.length === 0 ? (
          <p>{t.empty}</p>
        ) : (
          <CardsTable caption={t.names} heads={[t.name, t.sort, t.changed, t.due]}>
            {data.names.map(({ name, sort, title, changed, due }) => (
              <tr key={name}>
                <th scope="row">
                  {title} {title === name ? null : <span class="hint">{name}</span>}
                </th>
                <td data-label={t.sort}>{t.sorts[sort] ?? sort}</td>
                <td data-label={t.changed}>{moment(changed)}</td>
                <td data-label={t.due}>{due === null ? '–' : day(due)}</td>
              </tr>
            ))}
          </CardsTable>
        )}
      </section>
    </>
  )
}

const faultOf = ({ fault }: VaultData, field: string) => (fault?.field === field ? fault : null)
