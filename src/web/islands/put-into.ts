// Adds a text to what somebody has already written, never over it.

export function putInto(field: HTMLTextAreaElement, text: string): void {
  const before = field.value.trimEnd()
  field.value = before === '' ? text : `${before}\n${text}`
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
