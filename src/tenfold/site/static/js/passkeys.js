// Passkeys where the browser has them: buttons that need them vanish elsewhere, and trouble is said in words.
const here = "PublicKeyCredential" in window && window.isSecureContext;
for (const button of document.querySelectorAll("[data-needs-passkeys]")) button.hidden = !here;

const trouble = document.querySelector(".passkey-trouble");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  // Closing the browser's own window is a choice, not a trouble.
  if (trouble && event.detail?.exception?.name !== "AbortError") trouble.hidden = false;
});
