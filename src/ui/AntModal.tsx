import { Modal } from "antd";
import type { ReactNode } from "react";

export type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  /** May not be left by Esc: signing in again above a form. */
  firm?: boolean;
};

/** Ant's modal as our dialog: centred, left by Esc or its buttons only. */
export const AntModal = ({ title, onClose, children, actions, wide, firm }: DialogProps) => (
  <Modal
    open
    centered
    title={title}
    width={wide ? 720 : 480}
    closable={false}
    keyboard={!firm}
    mask={{ closable: false }}
    onCancel={onClose}
    footer={actions ? <div className="dialog-actions">{actions}</div> : null}
  >
    <div className="dialog-body">{children}</div>
  </Modal>
);
