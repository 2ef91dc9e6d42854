import type { Plugin } from 'vite';

/**
 * What the page may load and run: its own files. No inline scripts, no code made of text. Styles may be inline, as Monaco
 * and the figures set them so; fonts and pictures may be data, and pictures
 * blobs of the page's own making; a frame without an origin starts its worker by a line of data.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  // The share dialog shows what an embedded frame will look like.
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What `npm start` sends with every file. Any page may embed this one, also where it gets no origin. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Writes the policy into the built page, for servers that send no such header. The development server goes without. */
export function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** The frame that fetches a scenario from another server has a policy of its own (`public/source.html`), with no other power. */
const SOURCE_FRAME = /^\/source\.(?:html|js)/;

/** Sends the policy with all other files of `npm start`. */
export function policyOfPreview(): Plugin {
  return {
    name: 'policy-of-preview',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        if (!SOURCE_FRAME.test(request.url ?? '')) response.setHeader('content-security-policy', contentSecurityPolicy);
        next();
      });
    },
  };
}
