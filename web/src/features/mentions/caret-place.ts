/** Where the line below a letter of a text field begins, within the field's box. Measured on a copy of the field: browsers do not say it. */
export function caretPlace(field: HTMLTextAreaElement, at: number): { top: number; left: number } {
  const style = getComputedStyle(field)
  const copy = document.createElement('div')
  for (const name of [
    'font',
    'lineHeight',
    'letterSpacing',
    'padding',
    'border',
    'boxSizing',
    'direction',
    'tabSize',
  ] as const)
    copy.style[name] = style[name]
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    width: `${field.clientWidth}px`,
  })
  copy.textContent = field.value.slice(0, at)
  const mark = document.createElement('span')
  mark.textContent = '@'
  copy.append(mark)
  field.after(copy)
  const place = { top: mark.offsetTop + mark.offsetHeight - field.scrollTop, left: mark.offsetLeft }
  copy.remove()
  return place
}
