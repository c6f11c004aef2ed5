// What was just done, said once above the page.

import type { VNode } from 'preact'
import { StateSign } from './icons.tsx'

export function DoneNote({ done }: { done: string }): VNode | null {
  if (done === '') return null
  return (
    <p class="note" role="status">
      <StateSign state="ok" /> {done}
    </p>
  )
}
