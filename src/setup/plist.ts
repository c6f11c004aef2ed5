// A property list as Apple writes it (PropertyList-1.0.dtd), of the few kinds that a profile needs.

export type PlistValue = string | number | boolean | Buffer | readonly PlistValue[] | { readonly [key: string]: PlistValue | undefined }

/** Keys whose value is undefined are left out. */
export function plist(value: PlistValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${written(value, '')}
</plist>
`
}

/** XML 1.0 §2.2: control characters cannot be written at all; lone surrogates are no characters. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

function written(value: PlistValue, indent: string): string {
  if (typeof value === 'string') return `${indent}<string>${xmlText(value)}</string>`
  if (typeof value === 'boolean') return `${indent}<${value}/>`
  if (typeof value === 'number') return `${indent}<integer>${Math.trunc(value)}</integer>`
  if (Buffer.isBuffer(value)) return `${indent}<data>${value.toString('base64')}</data>`
  const deeper = `${indent}\t`
  if (isList(value)) return `${indent}<array>\n${value.map((one) => `${written(one, deeper)}\n`).join('')}${indent}</array>`
  const pairs = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${deeper}<key>${xmlText(key)}</key>\n${written(one, deeper)}\n`],
  )
  return `${indent}<dict>\n${pairs.join('')}${indent}</dict>`
}

const isList = (value: object): value is readonly PlistValue[] => Array.isArray(value)
