import { useCallback, useState } from 'react'
import { textOfFiles } from './text-of-transfer.ts'
import type { Take } from './use-take.ts'

// A key that is dropped on the field for it is no token to look for.
const isForField = ({ nativeEvent }: React.DragEvent): boolean => {
  const [target] = nativeEvent.composedPath()
  return (
    target instanceof Element &&
    target.closest('input, textarea, [contenteditable="true"]')?.matches(':not([data-paste-field])') === true
  )
}

/** What a thing that was dragged here becomes: the text of it, or of the small text files that it is. */
export function useDrop({ take, refuse }: Take) {
  const [isOver, setOver] = useState(false)
  const takeFiles = useCallback(
    (files: readonly File[]) => {
      textOfFiles(files)
        .then((read) => ('text' in read ? take(read.text) : refuse(read.problem)))
        .catch((error: unknown) => reportError(error))
    },
    [take, refuse],
  )
  const handlers = {
    onDragOver: (event: React.DragEvent) => {
      const { types } = event.dataTransfer
      if (isForField(event)) return
      if (!types.includes('text/plain') && !types.includes('Files')) return
      // Taking it here is what keeps the window from going to what is dropped.
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      if (!isOver) setOver(true)
    },
    onDragLeave: (event: React.DragEvent) => {
      const { relatedTarget, currentTarget } = event
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || isForField(event)) return
      event.preventDefault()
      const files = [...event.dataTransfer.files]
      if (files.length > 0) takeFiles(files)
      else take(event.dataTransfer.getData('text/plain'))
    },
  }
  return { isOver, handlers, takeFiles }
}
