import { Button } from '@mantine/core'
import { Component } from 'react'
import { Notice } from '../ui/notice.tsx'
import css from './shell.module.css'

interface ErrorBoundaryProps {
  /** What failed, in words: "The request", "The inspector". */
  readonly part: string
  readonly children: React.ReactNode
}

/** A bug in one pane leaves the others standing; drafts live outside of all of them and are never lost to one. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): React.ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <div className={css['failed']}>
        <Notice
          tone="bad"
          role="alert"
          title={`${this.props.part} could not be shown`}
          actions={<Button onClick={() => this.setState({ hasFailed: false })}>Show it again</Button>}
        >
          This is a fault in Claimcheck. What you have typed is kept.
        </Notice>
      </div>
    )
  }
}
