// What is wrong with a form, said above it, first thing for every kind of reader.

import type { VNode } from 'preact'

export function Fault({ fault }: { fault: { readonly what: string; readonly next: string } | null }): VNode | null {
  if (fault === null) return null
  return (
    <p class="note broken" role="alert">
      <strong>{fault.what}</strong> {fault.next}
    </p>
  )
}
