// Before a device gets another password or is shut out: what that does, and two ways out.

import type { VNode } from 'preact'
import type { SureData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { Fault } from '../fault.tsx'
import { Frame } from '../frame.tsx'
import { BridgeAlong } from './bridge-along.tsx'

export function SurePage({ data, page }: { data: SureData; page: PageContext }): VNode {
  const { title, lead, action, yes, no, back, box, barred, fault } = data
  return (
    <Frame page={page}>
      <BridgeAlong page={page} />
      <h1>{title}</h1>
      {lead.map((words, i) => (
        <p class={i === 0 ? 'lead' : undefined} key={words}>
          {words}
        </p>
      ))}
      <Fault fault={fault} />
      {barred === '' ? null : <p class="note">{barred}</p>}
      <form method="post" action={action}>
        {box === null ? null : (
          <p class="check">
            <label>
              <input type="checkbox" name={box.name} value="1" /> <span>{box.words}</span>
            </label>
          </p>
        )}
        <p class="buttons">
          {barred === '' ? (
            <button type="submit" class="danger">
              {yes}
            </button>
          ) : null}
          <a class="button" href={back}>
            {no}
          </a>
        </p>
      </form>
    </Frame>
  )
}
