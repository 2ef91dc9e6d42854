import { chromium } from '@playwright/test';
const [,, out, w = 1440, h = 900, theme = 'light', waitMs = 6000, query = ''] = process.argv;
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const p = await b.newPage({ viewport: { width: +w, height: +h }, colorScheme: theme });
p.on('console', (m) => console.log('console', m.type(), m.text())); p.on('pageerror', (e) => console.log('pageerror', e.message));
await p.goto('http://127.0.0.1:4321/' + query); await p.waitForTimeout(+waitMs);
console.log(JSON.stringify(await p.evaluate(() => ({...document.documentElement.dataset}))));
await p.screenshot({ path: out }); await b.close();
