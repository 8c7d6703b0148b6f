/// How the page looks: on a screen by day and by night, and on paper.
enum ReportStyle {
    /// The style sheet is part of the page, which loads nothing; its hash stands in the page's policy.
    static let hash = "sha256-qSTSSYPcM6Uf9GayHa6lJxRGqhCym+oO/n6Z2+I6Zhs="

    static let text = """
        :root{--paper:#fff;--ink:#1c2530;--muted:#5a6672;--line:#dce1e6;--soft:#f4f6f8;--met:#2b6c99;--missed:#c4512d;
        --h1:#f7e3db;--h2:#efc4b3;--h3:#e39f84;--h4:#d37a57;--h5:#b9532f;--on:#fff}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e3e8ed;--muted:#9aa6b2;
        --line:#2d353e;
        --soft:#1b2128;--met:#6aaedb;--missed:#ee8a68;--h1:#33231d;--h2:#5a3426;--h3:#87482f;--h4:#b8603c;--h5:#e98561;
        --on:#14181d}}
        *{box-sizing:border-box}
        html{background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",
        Roboto,"Noto Sans","Liberation Sans",sans-serif;-webkit-text-size-adjust:100%}
        body{max-width:66rem;margin:0 auto;padding:2.5rem 1.5rem 3rem}
        header p{margin:.2rem 0;color:var(--muted)}
        .over{font-size:.8rem;letter-spacing:.08em;text-transform:uppercase}
        h1{font-size:2.1rem;line-height:1.15;font-weight:600;margin:.1rem 0 .4rem;letter-spacing:-.01em}
        h2{font-size:1.15rem;font-weight:600;margin:2.6rem 0 .2rem;padding-top:.9rem;border-top:1px solid var(--line)}
        h3{font-size:.95rem;font-weight:600;margin:0 0 .3rem}
        p.note{margin:.1rem 0 .8rem;color:var(--muted);font-size:.87rem;max-width:46rem}
        dl.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.8rem;margin:1.5rem 0 0}
        dl.tiles div{background:var(--soft);border-radius:.5rem;padding:.75rem .9rem}
        dl.tiles dt{font-size:.8rem;color:var(--muted)}
        dl.tiles dd{margin:0}
        dl.tiles .big{font-size:1.55rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
        dl.tiles .more{font-size:.8rem;color:var(--muted)}
        table{border-collapse:collapse;width:100%;font-size:.87rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-size:.8rem;color:var(--muted);padding-bottom:.3rem}
        th,td{padding:.34rem .6rem .34rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
        th{font-weight:500;color:var(--muted);font-size:.8rem;vertical-align:bottom}
        tbody th{font-weight:400;min-width:8.5rem;color:var(--ink);font-size:.87rem;overflow-wrap:anywhere;
        vertical-align:baseline}
        td{overflow-wrap:anywhere}
        td:not(.n){min-width:5.2rem}
        th.n,td.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
        th:last-child,td:last-child{padding-right:0}
        td.bar{width:8.5rem}
        td svg{display:block;margin-top:.15rem}
        .good,.bad{white-space:nowrap}
        .good::before,.bad::before{content:"";display:inline-block;width:.55em;height:.55em;margin-right:.45em}
        .good::before{background:var(--met);border-radius:50%}
        .bad::before{background:var(--missed);transform:rotate(45deg)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem 2.5rem}
        .small{color:var(--muted);font-size:.8rem}
        figure{margin:1.1rem 0 1.8rem;display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 2rem;
        align-items:start}
        figure.wide{grid-template-columns:minmax(0,1fr)}
        figure table,figure tbody th{font-size:.78rem}
        figure tbody th{min-width:0}
        figure th,figure td{padding-top:.14rem;padding-bottom:.14rem}
        figcaption{grid-column:1/-1;font-weight:600;font-size:.95rem;margin-bottom:.4rem;overflow-wrap:anywhere}
        figcaption span{font-weight:400;color:var(--muted);font-size:.85rem}
        svg{max-width:100%;height:auto;overflow:visible}
        svg text{font-family:inherit;fill:var(--muted);font-size:11px;font-variant-numeric:tabular-nums}
        svg .strong{fill:var(--ink);font-weight:600}
        svg .grid{stroke:var(--line);stroke-width:1}
        svg .axis{stroke:var(--muted);stroke-width:1}
        svg .goal{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3}
        svg .median{stroke:var(--ink);stroke-width:1.2}
        svg .way{fill:none;stroke:var(--met);stroke-width:1.8;stroke-linejoin:round}
        svg .kept{fill:var(--met);stroke:var(--paper);stroke-width:1}
        svg .below{fill:var(--paper);stroke:var(--missed);stroke-width:2}
        svg .met{fill:var(--met)}
        svg .missed{fill:var(--missed)}
        svg .track{fill:var(--line)}
        svg .tick{fill:var(--ink)}
        svg .h0{fill:var(--soft)}
        svg .h1{fill:var(--h1)}
        svg .h2{fill:var(--h2)}
        svg .h3{fill:var(--h3)}
        svg .h4{fill:var(--h4)}
        svg .h5{fill:var(--h5)}
        svg text.cell{fill:var(--ink);font-size:10px}
        svg text.deep{fill:var(--on);font-size:10px}
        ul.key{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.2rem 0 0;padding:0;font-size:.8rem;
        color:var(--muted)}
        ul.key svg{display:inline-block;vertical-align:-.1em;margin-right:.4em}
        footer{margin-top:2.6rem;padding-top:.9rem;border-top:1px solid var(--line);color:var(--muted);font-size:.82rem}
        footer p{margin:.3rem 0;max-width:52rem}
        @media (max-width:44rem){body{padding:1.4rem 1rem 2rem}figure{grid-template-columns:minmax(0,1fr)}
        figure table{margin-top:.8rem}.scroll{overflow-x:auto}}
        @page{size:A4;margin:14mm 13mm}
        @media print{html{font-size:9.5pt}body{max-width:none;padding:0}h2{margin-top:1.5rem;break-after:avoid}
        figure,tr,dl.tiles,figcaption{break-inside:avoid}thead{display:table-header-group}
        svg,.good::before,.bad::before,dl.tiles div{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        p.note{break-after:avoid;break-inside:avoid}td svg{width:4.8rem}td.n,th.n{padding-right:.4rem}
        figure{margin:.7rem 0 1.1rem}}
        """
}
