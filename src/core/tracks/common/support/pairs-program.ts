/** What a list of who holds which port shows of it: at most 15 characters. */
export const tryingProgram = 'overlay-lab-try';

/**
 * For a moment a node listens on the ports that the lab will need and that are free, and tries those of the others. In
 * perl, which every Debian has. Arguments: token, own address, TCP ports, UDP ports, lengths of packets. It says `ready`
 * with the ports that it got, is told `to ADDRESS TCP UDP` for each other node and then `go`, prints what came of it and
 * `done`, and listens on until its stdin ends. Datagrams go out whole (don't fragment), so that the largest which comes
 * back tells the path's MTU; an answer is as short as can be, so each way is tried by its own sender.
 */
export const pairsProgram = `
use strict; use Socket; use IO::Handle; use IO::Select;
$0 = "${tryingProgram}";
my ($token, $own, @lists) = @ARGV; my ($tcp, $udp, $sizes) = map { [split /,/] } @lists;
$SIG{PIPE} = "IGNORE"; $SIG{ALRM} = sub { exit 1 }; alarm 15; STDOUT->autoflush(1);
my ($all, %server, %echo, @ready) = (IO::Select->new(\\*STDIN));
for my $port (@$tcp) { socket(my $s, AF_INET, SOCK_STREAM, 0); setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
  bind($s, sockaddr_in($port, inet_aton($own))) && listen($s, 64) or next;
  $s->blocking(0); $all->add($s); $server{$s} = 1; push @ready, "tcp:$port"; }
for my $port (@$udp) { socket(my $s, AF_INET, SOCK_DGRAM, 0);
  bind($s, sockaddr_in($port, inet_aton($own))) or next;
  $s->blocking(0); $all->add($s); $echo{$s} = 1; push @ready, "udp:$port"; }
print "ready @ready\\n";
my (@to, %connecting, %asking, $waiting, $idle, $input, $over) = ();
my $writes = IO::Select->new;
sub start {
  for (@to) { my ($address, $tcps, $udps) = @$_;
    for my $port (split /,/, $tcps) { socket(my $s, AF_INET, SOCK_STREAM, 0); $s->blocking(0);
      bind($s, sockaddr_in(0, inet_aton($own))); connect($s, sockaddr_in($port, inet_aton($address)));
      $connecting{$s} = "$address $port"; $writes->add($s); $waiting++; }
    for my $port (split /,/, $udps) { socket(my $s, AF_INET, SOCK_DGRAM, 0); $s->blocking(0);
      bind($s, sockaddr_in(0, inet_aton($own))); setsockopt($s, 0, 10, pack("i", 3));
      connect($s, sockaddr_in($port, inet_aton($address)));
      my %left = map { $_ => 1 } ($port == 4789 ? @$sizes : (64));
      $asking{$s} = { at => "$address $port", s => $s, left => \\%left, sent => 0, got => 0 }; $all->add($s); $waiting++; } }
  send_all();
}
sub send_all { for my $one (values %asking) { for my $size (sort { $a <=> $b } keys %{$one->{left}}) {
    my $text = "$token $size "; $text .= "x" x ($size - 28 - length $text);
    if (defined send($one->{s}, $text, 0)) { $one->{sent} = $size if $size > $one->{sent}; }
    elsif ($!{EMSGSIZE}) { delete $one->{left}{$size}; } } } }
sub finish { $over = 1;
  print "tcp $_ silent\\n" for values %connecting;
  print "udp $_->{at} ", ($_->{got} ? "open $_->{got} $_->{sent}" : "silent"), "\\n" for values %asking;
  print "done\\n"; }
while (1) {
  my ($r, $w) = IO::Select->select($all, ($writes->count ? $writes : undef), undef, 0.1);
  if (!defined $r) { next if !$waiting || $over; $idle++; send_all() if $idle % 5 == 0; finish() if $idle >= 30; next; }
  for my $s (@$r) {
    if ($s == \\*STDIN) { sysread(STDIN, $input, 65536, length($input // "")) or exit 0;
      while ($input =~ s/^([^\\n]*)\\n//) { my @words = split / /, $1, -1;
        if ($words[0] eq "to") { push @to, [@words[1..3]]; } elsif ($words[0] eq "go") { start(); finish() if !$waiting; } } }
    elsif ($server{$s}) { if (accept(my $c, $s)) { close $c; } }
    elsif ($echo{$s}) { if (defined(my $from = recv($s, my $text, 65536, 0))) {
      my ($theirs, $size) = split / /, $text; send($s, "$token $size", 0, $from) if $theirs eq $token; } }
    elsif (my $one = $asking{$s}) { if (defined recv($s, my $text, 65536, 0)) { my ($theirs, $size) = split / /, $text;
        next if $theirs ne $token; $one->{got} = $size if $size > $one->{got}; delete $one->{left}{$size}; }
      if (!%{$one->{left}} && !$one->{over}++) { $waiting--; finish() if !$waiting && !$over; } } }
  for my $s (@$w) { my $error = unpack("i", getsockopt($s, SOL_SOCKET, SO_ERROR)); $writes->remove($s);
    print "tcp ", delete $connecting{$s}, ($error == 0 ? " open\\n" : " refused\\n"); close $s; $waiting--; finish() if !$waiting && !$over; }
}
`;
