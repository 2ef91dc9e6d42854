/** The properties that a figure of this page is drawn by; all others would make a picture ten times as large. */
export const STYLE_PROPERTIES: readonly string[] = [
  ...['display', 'position', 'top', 'right', 'bottom', 'left', 'z-index', 'float', 'box-sizing', 'width', 'height'],
  ...['min-width', 'min-height', 'max-width', 'max-height', 'margin', 'padding', 'overflow', 'visibility', 'opacity'],
  ...['flex', 'flex-direction', 'flex-wrap', 'align-items', 'align-content', 'align-self', 'justify-content', 'order'],
  ...['grid-template-columns', 'grid-template-rows', 'grid-template-areas', 'grid-area', 'grid-auto-flow'],
  ...['grid-auto-rows', 'grid-auto-columns', 'justify-items', 'justify-self', 'gap', 'row-gap', 'column-gap'],
  ...['border', 'border-top', 'border-right', 'border-bottom', 'border-left', 'border-radius', 'border-collapse'],
  ...['border-spacing', 'background', 'background-color', 'box-shadow', 'outline', 'color', 'transform'],
  ...['transform-origin', 'transform-box', 'translate', 'rotate', 'scale', 'clip-path', 'mask', 'filter'],
  ...['mix-blend-mode', 'offset-path', 'offset-distance', 'offset-rotate', 'font-family', 'font-size', 'font-weight'],
  ...['font-style', 'font-variant', 'font-feature-settings', 'line-height', 'letter-spacing', 'word-spacing'],
  ...['text-align', 'text-transform', 'text-decoration', 'text-overflow', 'text-indent', 'white-space', 'word-break'],
  ...['overflow-wrap', 'vertical-align', 'writing-mode', 'list-style', 'table-layout', 'object-fit', 'fill'],
  ...['fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-dashoffset'],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'paint-order', 'vector-effect', 'shape-rendering'],
  ...['text-anchor', 'dominant-baseline', 'alignment-baseline', 'marker-start', 'marker-mid', 'marker-end', 'cx', 'cy'],
  ...['r', 'rx', 'ry', 'x', 'y', 'd', 'stop-color', 'stop-opacity', 'appearance', 'accent-color', 'color-scheme'],
];
