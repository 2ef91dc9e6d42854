const asData = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

async function withData(rule: CSSFontFaceRule, base: string): Promise<string> {
  const path = /url\("?([^")]+\.woff2)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
  if (path === undefined) return '';
  const data = await asData(await (await fetch(new URL(path, base))).blob());
  const said = ['font-family', 'font-style', 'font-weight', 'unicode-range']
    .map((name) => [name, rule.style.getPropertyValue(name)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}:${value};`);
  return `@font-face{${said.join('')}src:url("${data}") format("woff2")}`;
}

let made: Promise<string> | undefined;

/** The page's fonts as style rules that hold them, for a picture that can load nothing. Made once; '' without a network. */
export function fontRules(): Promise<string> {
  made ??= Promise.all(
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules]
        .filter((rule) => rule instanceof CSSFontFaceRule)
        .filter((rule) => rule.style.getPropertyValue('font-family').includes('IBM Plex'))
        .map((rule) => withData(rule, sheet.href ?? location.href)),
    ),
  )
    .then((rules) => rules.join('\n'))
    .catch(() => '');
  return made;
}
