import type { ReactNode } from "react";
import "./scan.css";

/** Opens the phone's camera; on a PC a picture is chosen. */
export const TakePhoto = ({ children, onPhoto }: { children: ReactNode; onPhoto: (photo: File) => void }) => (
  <label className="take-photo">
    {children}
    <input
      className="visually-hidden"
      type="file"
      accept="image/*"
      capture="environment"
      onChange={(event) => {
        const [photo] = event.target.files ?? [];
        if (photo) onPhoto(photo);
      }}
    />
  </label>
);
