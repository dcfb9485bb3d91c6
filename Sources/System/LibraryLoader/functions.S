// The functions of the lists, and the tables that loader.h describes.
//
// A function jumps to the address in its entry of the table. At first that is the code behind it,
// which has `loader_bind` put the library's own address there. The arguments stay where the caller put
// them, so that no signature is needed and variadic functions work alike. As in the system's own lazy
// binding, only the registers of the calling convention are kept; none of these functions takes
// wider vectors.

#ifdef __linux__

#if !defined(__x86_64__) && !defined(__aarch64__)
#error "functions.S needs the jumps of this processor"
#endif

.section .data.loader_libraries, "aw", %progbits
.balign 8
.globl loader_libraries
.hidden loader_libraries
loader_libraries:

.section .data.loader_functions, "aw", %progbits
.balign 8

.macro library name, file, before="", debian, fedora, alpine, brew
    .pushsection .rodata
.Lname\@:
    .asciz "\name"
.Lfile\@:
    .asciz "\file"
.Lbefore\@:
    .asciz "\before"
.Linstallation\@:
    .ascii "'apt-get install \debian' (Debian, Ubuntu), 'dnf install \fedora' (Fedora), "
    .asciz "'apk add \alpine' (Alpine) or 'brew install \brew' (Homebrew)"
    .popsection
    .pushsection .data.loader_functions
.Lfunctions\@:
    .popsection
    .pushsection .data.loader_libraries
    .quad .Lname\@, .Lfile\@, .Lbefore\@, .Linstallation\@, .Lfunctions\@, 0
    .popsection
.endm

.macro function name
    .pushsection .rodata
.Lname\@:
    .asciz "\name"
    .popsection
    .pushsection .data.loader_functions
.Lentry\@:
    .quad .Lbind\@, .Lname\@
    .popsection
    .pushsection .text
    .balign 16
    .globl \name
    .hidden \name
    .type \name, %function
\name:
#if defined(__x86_64__)
    jmp *.Lentry\@(%rip)
.Lbind\@:
    leaq .Lentry\@(%rip), %r11
    jmp .Lbind
#else
    adrp x16, .Lentry\@
    ldr x16, [x16, :lo12:.Lentry\@]
    br x16
.Lbind\@:
    adrp x17, .Lentry\@
    add x17, x17, :lo12:.Lentry\@
    b .Lbind
#endif
    .size \name, . - \name
    .popsection
.endm

// Binds the function of the entry in r11 or x17, and jumps to it.
.text
.balign 16
.type .Lbind, %function
.Lbind:
    .cfi_startproc
#if defined(__x86_64__)
    pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    subq $192, %rsp
    movq %rdi, 0(%rsp)
    movq %rsi, 8(%rsp)
    movq %rdx, 16(%rsp)
    movq %rcx, 24(%rsp)
    movq %r8, 32(%rsp)
    movq %r9, 40(%rsp)
    // The count of vector registers that a variadic call uses.
    movq %rax, 48(%rsp)
    movaps %xmm0, 64(%rsp)
    movaps %xmm1, 80(%rsp)
    movaps %xmm2, 96(%rsp)
    movaps %xmm3, 112(%rsp)
    movaps %xmm4, 128(%rsp)
    movaps %xmm5, 144(%rsp)
    movaps %xmm6, 160(%rsp)
    movaps %xmm7, 176(%rsp)
    movq %r11, %rdi
    call loader_bind
    movq %rax, %r11
    movq 0(%rsp), %rdi
    movq 8(%rsp), %rsi
    movq 16(%rsp), %rdx
    movq 24(%rsp), %rcx
    movq 32(%rsp), %r8
    movq 40(%rsp), %r9
    movq 48(%rsp), %rax
    movaps 64(%rsp), %xmm0
    movaps 80(%rsp), %xmm1
    movaps 96(%rsp), %xmm2
    movaps 112(%rsp), %xmm3
    movaps 128(%rsp), %xmm4
    movaps 144(%rsp), %xmm5
    movaps 160(%rsp), %xmm6
    movaps 176(%rsp), %xmm7
    leave
    .cfi_def_cfa %rsp, 8
    jmp *%r11
#else
    stp x29, x30, [sp, #-224]!
    .cfi_def_cfa_offset 224
    .cfi_offset x29, -224
    .cfi_offset x30, -216
    mov x29, sp
    stp x0, x1, [sp, #16]
    stp x2, x3, [sp, #32]
    stp x4, x5, [sp, #48]
    stp x6, x7, [sp, #64]
    str x8, [sp, #80]
    stp q0, q1, [sp, #96]
    stp q2, q3, [sp, #128]
    stp q4, q5, [sp, #160]
    stp q6, q7, [sp, #192]
    mov x0, x17
    bl loader_bind
    mov x16, x0
    ldp x0, x1, [sp, #16]
    ldp x2, x3, [sp, #32]
    ldp x4, x5, [sp, #48]
    ldp x6, x7, [sp, #64]
    ldr x8, [sp, #80]
    ldp q0, q1, [sp, #96]
    ldp q2, q3, [sp, #128]
    ldp q4, q5, [sp, #160]
    ldp q6, q7, [sp, #192]
    ldp x29, x30, [sp], #224
    .cfi_def_cfa_offset 0
    br x16
#endif
    .cfi_endproc
    .size .Lbind, . - .Lbind

#include "Libraries/libcurl.list"
#include "Libraries/libcrypto.list"
#include "Libraries/libjavascriptcore.list"
#include "Libraries/libmicrohttpd.list"
#include "Libraries/libpsl.list"
#include "Libraries/libyaml.list"
#include "Libraries/libz.list"
#include "Libraries/libbrotlidec.list"
#include "Libraries/libzstd.list"

.section .data.loader_libraries
.globl loader_libraries_end
.hidden loader_libraries_end
loader_libraries_end:

.section .data.loader_functions
.globl loader_functions_end
.hidden loader_functions_end
loader_functions_end:

// pkg-config also names the libraries to the linker. This flag, which autolinking passes on before
// them, has the linker leave out those that nothing refers to: all that are defined here.
.section .swift1_autolink_entries, "e", %progbits
    .asciz "-Wl,--as-needed"

.section .note.GNU-stack, "", %progbits

#endif
