import { Component, type ReactNode } from 'react';

const AGAIN_MS = 10_000;

/** Nobody stands at a wall with a mouse: what fails while drawing is drawn anew by itself. */
export class WallGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    setTimeout(() => location.reload(), AGAIN_MS);
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
