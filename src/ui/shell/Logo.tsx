/** The boat on the river: 同舟. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="none">
    <path d="M11 3v10H5.5C7.5 10.5 10 7.5 11 3Z" fill="#6F9CC4" />
    <path d="M12.5 5c2 2 3.6 4.8 4.2 8h-4.2V5Z" fill="#BFD6EA" />
    <path d="M3 14.5h18c-.8 2.3-2 3.8-3.5 4.5h-11C5 18.3 3.8 16.8 3 14.5Z" fill="#1F5F99" />
    <path
      d="M5 21c1.2-.8 2.3-.8 3.5 0s2.3.8 3.5 0 2.3-.8 3.5 0 2.3.8 3.5 0"
      stroke="#1F5F99"
      strokeWidth="1.2"
    />
  </svg>
);
