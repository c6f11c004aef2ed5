// One field of a form: its label, what it is for, the control, and what is wrong with it, tied together for every kind of reader.

import type { ComponentChildren, VNode } from 'preact'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly optional?: string | undefined
  readonly fault?: { readonly what: string; readonly next: string } | null | undefined
  readonly children: ComponentChildren
}

/** The control inside must take `describedBy(name, ...)` as its aria-describedby. */
export function Field({ name, label, hint, optional, fault, children }: FieldProps): VNode {
  return (
    <div class={fault ? 'field faulty' : 'field'} data-field={name}>
      <label for={name}>
        {label} {optional ? <span class="optional">{optional}</span> : null}
      </label>
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      {fault ? (
        <p class="fault" id={`${name}-fault`}>
          <strong>{fault.what}</strong> {fault.next}
        </p>
      ) : null}
    </div>
  )
}

export const describedBy = (name: string, hint: boolean, fault: boolean): string | undefined =>
  [hint ? `${name}-hint` : '', fault ? `${name}-fault` : ''].filter(Boolean).join(' ') || undefined

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly choices: Readonly<Record<string, string>>
  readonly chosen: string
}

/** A few choices, all in sight. */
export function Choice({ name, label, choices, chosen }: ChoiceProps): VNode {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {Object.entries(choices).map(([value, words]) => (
        <label key={value}>
          <input type="radio" name={name} value={value} checked={value === chosen} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}
