// A code for a camera. Dark on white whatever the theme: cameras read nothing else. The quiet border (ISO/IEC 18004) is in the rows.

import type { VNode } from 'preact'

export function QrCode({ modules, alt }: { modules: readonly (readonly boolean[])[]; alt: string }): VNode {
  const size = modules.length
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={alt} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
