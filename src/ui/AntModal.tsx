import { Modal } from "antd";
import type { DialogProps } from "./Dialog.tsx";

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
