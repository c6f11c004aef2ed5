// The look of the report: light and dark on a screen, black on white on A4, no script, no font and no picture from elsewhere.

export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f4ee;--card:#fffefb;--ink:#1b232d;--soft:#525d6b;--line:#dcd6c8;--ok:#1d6a3a;--ok-tint:#e3f1e4;--bad:#a52c18;--bad-tint:#fbe6e0;--warn:#7d5200;--warn-tint:#faefd2}
@media (prefers-color-scheme:dark){:root{--paper:#11161b;--card:#192027;--ink:#ebe9e3;--soft:#a9b3bf;--line:#313b46;--ok:#86d6a0;--ok-tint:#173023;--bad:#ff9f8c;--bad-tint:#40201b;--warn:#f0c263;--warn-tint:#382b10}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.25rem 0}
.soft{color:var(--soft)}
.verdict{font-size:1.2rem;font-weight:600;margin:1.25rem 0;padding:.75rem 1rem;border-radius:.75rem;border:1px solid currentcolor}
.same{color:var(--ok);background:var(--ok-tint)}
.different{color:var(--bad);background:var(--bad-tint)}
.untold{color:var(--warn);background:var(--warn-tint)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0;padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
dt{font-weight:600}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
thead th{border-top:0;color:var(--soft);font-weight:600}
tfoot td,tfoot th{font-weight:600}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead .number{white-space:normal;overflow-wrap:break-word}
tbody th,tfoot th{min-width:11rem}
.found{table-layout:fixed;min-width:44rem}
.found th:nth-child(1){width:28%}
.found th:nth-child(2){width:25%}
.found th:nth-child(3){width:15%}
.found th:nth-child(4){width:10%}
.zero{color:var(--soft)}
.bad{color:var(--bad);font-weight:600}
code{font-family:ui-monospace,"Liberation Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
@page{size:A4;margin:15mm}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--ok:#1d6a3a;--ok-tint:#fff;--bad:#a52c18;--bad-tint:#fff;--warn:#7d5200;--warn-tint:#fff}body{font-size:9.5pt}main{max-width:none;padding:0}.wide{overflow:visible;border-radius:0}h2,h3{break-after:avoid}tr,.verdict,dl{break-inside:avoid}thead{display:table-header-group}table{font-size:8pt}th,td{padding:1mm}thead .number{font-size:6.5pt;hyphens:auto}tbody th,tfoot th{min-width:0}.found{min-width:0}}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`
